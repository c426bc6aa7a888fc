/**
 * The lines under a text that is being typed, with their numbers and marks. Each is as high as the same line in the field
 * above, wrapped like it, so that number and mark stand beside their line.
 */
export class Paper {
  #field;
  #lines;
  #marks = new Map();

  constructor(field, lines) {
    this.#field = field;
    this.#lines = lines;
    field.closest('.paper').classList.add('numbered');
    this.draw();
  }

  /** Draws what the field holds now; only lines that changed are touched. */
  draw() {
    const texts = this.#field.value.split('\n');
    while (this.#lines.children.length > texts.length) {
      this.#lines.lastChild.remove();
    }

    while (this.#lines.children.length < texts.length) {
      this.#lines.append(document.createElement('div'));
    }

    texts.forEach((text, i) => {
      const line = this.#lines.children[i];
      // An empty line is as high as one with a letter.
      const shown = text === '' ? '\u200b' : text;
      if (line.textContent !== shown) {
        line.textContent = shown;
      }

      line.className = this.#marks.get(i + 1) ?? '';
    });
  }

  /** @param {{line: number, severity: string}[]} marks */
  mark(marks) {
    this.#marks = new Map(marks.map(({ line, severity }) => [line, severity]));
    this.draw();
  }

  /** Puts the caret to a place; both count from 1. */
  goTo(line, column) {
    const texts = this.#field.value.split('\n');
    const at = Math.min(line, texts.length) - 1;
    const start = texts.slice(0, at).reduce((sum, text) => sum + text.length + 1, 0);
    const caret = start + Math.min(column - 1, texts[at].length);
    this.#field.focus({ preventScroll: true });
    this.#field.setSelectionRange(caret, caret);
    this.#lines.children[at].scrollIntoView({ block: 'center' });
  }
}
