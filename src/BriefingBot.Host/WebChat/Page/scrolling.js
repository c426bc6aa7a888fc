const SLACK = 48;

/** Shows the start of what is new, unless the reader is elsewhere: then a button leads to it. */
export class Scrolling {
  #jump;
  #target = null;
  #watch = new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting)) {
      this.#forget();
    }
  });

  constructor(jump) {
    this.#jump = jump;
    jump.addEventListener('click', () => {
      const target = this.#target;
      this.show(target);
      (target.querySelector('h2') ?? target).focus({ preventScroll: true });
    });
  }

  /** Whether the reader is at the end; ask before something is added. */
  get isAtEnd() {
    const page = document.documentElement;
    return page.scrollHeight - window.innerHeight - window.scrollY < SLACK;
  }

  static isVisible(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  }

  show(element) {
    this.#forget();
    element.scrollIntoView({ block: 'start' });
  }

  /** Leaves the reader alone, and offers the way. */
  offer(element, label) {
    this.#forget();
    this.#target = element;
    this.#jump.textContent = label;
    this.#jump.hidden = false;
    this.#watch.observe(element);
  }

  #forget() {
    this.#watch.disconnect();
    this.#jump.hidden = true;
  }
}
