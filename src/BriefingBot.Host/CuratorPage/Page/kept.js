const MOST_TRIED = 2;

/**
 * What is typed is kept in this browser until it is saved, so that neither a closed tab nor a bot that is away loses it.
 * A text that was found here and not taken up yet stays behind the newer one.
 */
export class Kept {
  #name;
  #earlier = null;

  constructor(topic, section) {
    this.#name = `curate ${topic}/${section}`;
  }

  /** @returns {{text: string, from: string, at: number} | null} What was not saved; null where the text on disk says the same. */
  find(onDisk) {
    const found = this.#read();
    if (found && found.text.trimEnd() === onDisk.trimEnd()) {
      this.#write(found.earlier ?? null);
      return found.earlier ? this.find(onDisk) : null;
    }

    this.#earlier = found && { text: found.text, from: found.from, at: found.at };
    return this.#earlier;
  }

  /** Keeps what is being typed. */
  put(text, from) {
    this.#write({ text, from, at: Date.now(), earlier: this.#earlier });
  }

  /** Lets go of what was found: it was taken up, or is not wanted. */
  settle() {
    this.#earlier = null;
  }

  /** Lets go of everything. */
  drop() {
    this.#earlier = null;
    this.#write(null);
  }

  #read() {
    try {
      const found = JSON.parse(localStorage.getItem(this.#name));
      return typeof found?.text === 'string' && typeof found.from === 'string' ? found : null;
    } catch {
      // Storage that is switched off, or what others put there.
      return null;
    }
  }

  #write(kept) {
    for (let i = 0; i < MOST_TRIED; i++) {
      try {
        if (kept === null) {
          localStorage.removeItem(this.#name);
        } else {
          localStorage.setItem(this.#name, JSON.stringify(kept));
        }

        return;
      } catch {
        // Full: the text alone is more important than what stood before it.
        kept = kept && { ...kept, earlier: null };
      }
    }
  }
}
