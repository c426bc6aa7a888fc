const RETRY = 5_000;
const MOST_REMEMBERED = 500;

/** The channel that all open pages share: every post once, whatever happens to the connection. */
export class Channel {
  #seen = new Set();
  #onPost;
  #onState;
  #source = null;
  #timer = 0;
  #catchUp = null;
  #holders = 0;
  #held = [];

  /**
   * @param onPost Gets `{id, html, isOld}`; `isOld` marks what was posted before this page was opened.
   * @param onState Gets whether the channel is connected.
   */
  constructor(onPost, onState) {
    this.#onPost = onPost;
    this.#onState = onState;
    // A browser opens few connections to one host: a page that nobody looks at gives its own back, and catches up later.
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open()));
    if (!document.hidden) {
      this.#open();
    }
  }

  /** Notes a post as shown. @returns Whether it is new here. */
  note(id) {
    if (this.#seen.has(id)) {
      return false;
    }

    this.#seen.add(id);
    if (this.#seen.size > MOST_REMEMBERED) {
      this.#seen.delete(this.#seen.values().next().value);
    }

    return true;
  }

  /**
   * Keeps posts back until the work is done. Who posts hears of it from the channel, too, and often before the answer
   * tells that it is their own.
   */
  async holdDuring(work) {
    this.#holders++;
    try {
      return await work();
    } finally {
      this.#holders--;
      this.#deliver();
    }
  }

  #deliver() {
    while (this.#holders === 0 && this.#held.length > 0) {
      const post = this.#held.shift();
      if (this.note(post.id)) {
        this.#onPost({ ...post, isOld: Number(post.id) <= this.#catchUp });
      }
    }
  }

  #open() {
    this.#close();
    const source = new EventSource('api/channel');
    this.#source = source;
    source.addEventListener('open', () => this.#onState(true));
    source.addEventListener('error', () => {
      this.#onState(false);
      if (source.readyState === EventSource.CLOSED) {
        // The browser gives up on answers such as 502; we do not.
        this.#timer = setTimeout(() => this.#open(), RETRY);
      }
    });
    source.addEventListener('latest', event => {
      this.#catchUp ??= Number(event.data);
    });
    source.addEventListener('message', event => {
      this.#held.push({ id: event.lastEventId, html: event.data });
      this.#deliver();
    });
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }
}
