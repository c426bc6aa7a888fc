import { Completion } from './completion.js';

const MOST_REMEMBERED = 100;

/** The line in which commands are typed: keys, completion, and the commands sent before. */
export class Composer {
  #input;
  #completion;
  #sent = [];
  #recalled = 0;

  /** @param send Gets the command. */
  constructor(form, send) {
    this.#input = form.querySelector('input');
    this.#completion = new Completion(this.#input, form.querySelector('#popup'), form.querySelector('#suggestions'));
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.#input.addEventListener('click', () => {
      if (this.#input.value === '' && !this.#completion.isOpen) {
        this.#completion.offer();
      }
    });
    form.addEventListener('submit', event => {
      event.preventDefault();
      const command = this.#input.value.trim();
      if (command === '') {
        this.#input.focus();
        this.#completion.offer();
        return;
      }

      this.#input.value = '';
      this.#completion.close();
      send(command);
    });
  }

  /** Puts a text into the line for the reader to go on with. */
  fill(text) {
    this.#input.value = text;
    this.#input.focus();
    // What stands in capitals is to be replaced.
    const blank = /\b[A-Z]{4,}\b/.exec(text);
    this.#input.setSelectionRange(blank ? blank.index : text.length, blank ? blank.index + blank[0].length : text.length);
  }

  /** Gives back what could not be sent, unless something else is being typed by now. */
  restore(command) {
    if (this.#input.value === '') {
      this.#input.value = command;
    }
  }

  /** Takes back what {@link restore} gave. */
  withdraw(command) {
    if (this.#input.value === command) {
      this.#input.value = '';
    }
  }

  remember(command) {
    if (this.#sent.at(-1) !== command) {
      this.#sent.push(command);
      this.#sent.splice(0, this.#sent.length - MOST_REMEMBERED);
    }

    this.#recalled = this.#sent.length;
  }

  #key(event) {
    // Enter and the arrows belong to the input method while it composes a word.
    if (!event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && this.#handled(event)) {
      event.preventDefault();
    }
  }

  #handled({ key, shiftKey }) {
    const list = this.#completion;
    switch (key) {
      case 'ArrowDown':
        if (list.isOpen) {
          list.move(1);
        } else if (!this.#recall(1)) {
          list.offer({ activate: 0 });
        }

        return true;
      case 'ArrowUp':
        if (list.isOpen) {
          list.move(-1);
          return true;
        }

        return this.#recall(-1);
      case 'Tab':
        if (!list.isOpen || shiftKey) {
          return false;
        }

        list.accept();
        return true;
      case 'Enter':
        if (!list.hasActive) {
          return false;
        }

        list.accept();
        return true;
      case 'Escape':
        if (list.isOpen) {
          list.close();
        } else {
          this.#input.value = '';
          this.#recalled = this.#sent.length;
        }

        return true;
      default:
        return false;
    }
  }

  // Steps through what was sent, from an empty line or from what was recalled; edited text is left alone.
  #recall(step) {
    const at = this.#recalled;
    const isRecalled = this.#input.value === (this.#sent[at] ?? '');
    const next = at + step;
    if (!isRecalled || next < 0 || next > this.#sent.length) {
      return false;
    }

    this.#recalled = next;
    this.#input.value = this.#sent[next] ?? '';
    return true;
  }
}
