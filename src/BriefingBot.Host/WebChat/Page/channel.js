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
      if (this.note(event.lastEventId)) {
        this.#onPost({ id: event.lastEventId, html: event.data, isOld: Number(event.lastEventId) <= this.#catchUp });
      }
    });
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }
}
