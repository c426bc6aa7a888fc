import { complete, meaning } from './api.js';

const PAUSE = 90;

/**
 * The list of suggestions under an input: the combobox with a listbox of WAI-ARIA 1.2. The focus stays in the input,
 * and aria-activedescendant names the option that the arrows have reached.
 */
export class Completion {
  #input;
  #popup;
  #list;
  #timer = 0;
  #asked = null;
  #start = 0;
  #cursor = 0;
  #suggestions = [];
  #active = -1;
  #isStale = false;
  #takeFirst = false;

  constructor(input, popup, list) {
    this.#input = input;
    this.#popup = popup;
    this.#list = list;
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('blur', () => this.close());
    // A press on the list must not take the focus out of the input, or the keyboard of a phone would go away.
    popup.addEventListener('pointerdown', event => event.preventDefault());
    popup.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
      const option = event.target.closest('[role=option]');
      if (option) {
        this.#take([...list.children].indexOf(option));
      }
    });
  }

  get isOpen() {
    return !this.#popup.hidden;
  }

  get hasActive() {
    return this.isOpen && this.#active >= 0;
  }

  /** Offers what may follow, now. */
  async offer({ activate = -1 } = {}) {
    this.#forget();
    const asked = new AbortController();
    this.#asked = asked;
    const cursor = this.#input.selectionStart;
    let answer;
    try {
      answer = await complete(this.#input.value.slice(0, cursor), asked.signal);
    } catch {
      // Without suggestions the input is still an input; sending says what is wrong.
      answer = { start: cursor, suggestions: [] };
    }

    // Another request may have been made while the answer was read.
    if (this.#asked !== asked || document.activeElement !== this.#input) {
      return;
    }

    this.#asked = null;
    this.#isStale = false;
    this.#start = answer.start;
    this.#cursor = cursor;
    this.#show(answer.suggestions);
    if (this.#takeFirst && answer.suggestions.length > 0) {
      this.#take(0);
    } else if (activate >= 0) {
      this.move(activate + 1);
    }

    this.#takeFirst = false;
  }

  /** Moves the active option, round the ends. */
  move(step) {
    const count = this.#suggestions.length;
    if (count === 0) {
      return;
    }

    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#activate((from + step + count) % count);
  }

  /** Takes the active option, or the first. */
  accept() {
    if (this.#isStale) {
      // Typed faster than the answer: what it offers first is what is meant.
      this.#takeFirst = true;
      this.offer();
    } else {
      this.#take(Math.max(0, this.#active));
    }
  }

  close() {
    this.#forget();
    this.#takeFirst = false;
    this.#show([]);
  }

  #typed() {
    this.#forget();
    this.#isStale = true;
    this.#takeFirst = false;
    this.#activate(-1);
    this.#timer = setTimeout(() => this.offer(), PAUSE);
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
  }

  #show(suggestions) {
    this.#suggestions = suggestions;
    this.#list.replaceChildren(...suggestions.map(optionOf));
    this.#popup.hidden = suggestions.length === 0;
    this.#input.ariaExpanded = String(suggestions.length > 0);
    this.#activate(-1);
  }

  #activate(index) {
    this.#active = index;
    [...this.#list.children].forEach((option, i) => {
      option.ariaSelected = String(i === index);
    });
    if (index < 0) {
      this.#input.removeAttribute('aria-activedescendant');
      this.#list.scrollTop = 0;
    } else {
      const option = this.#list.children[index];
      this.#input.setAttribute('aria-activedescendant', option.id);
      // scrollIntoView would move the page under the list as well.
      const { top, bottom } = option.getBoundingClientRect();
      const frame = this.#list.getBoundingClientRect();
      this.#list.scrollTop += Math.min(0, top - frame.top) + Math.max(0, bottom - frame.bottom);
    }
  }

  #take(index) {
    const { value } = this.#suggestions[index];
    const input = this.#input;
    const word = /\s/.test(value) ? `"${value}"` : value;
    const rest = input.value.slice(this.#cursor).replace(/^ /, '');
    input.value = `${input.value.slice(0, this.#start)}${word} ${rest}`;
    input.selectionStart = input.selectionEnd = this.#start + word.length + 1;
    this.offer();
  }
}

function optionOf(suggestion, index) {
  const option = document.createElement('li');
  const value = document.createElement('code');
  const words = document.createElement('span');
  option.id = `suggestion-${index}`;
  option.role = 'option';
  option.ariaSelected = 'false';
  value.textContent = suggestion.value;
  words.textContent = meaning(suggestion);
  option.append(value, ' ', words);
  return option;
}
