import { ZONE } from './api.js';
import { isFilledIn } from './forms.js';

const MOST_MESSAGES = 200;
const OUTCOMES = { notFound: 'Not found', wrongUsage: 'Not understood', failed: 'Something went wrong' };

let ids = 0;

/** What was typed. Never read as HTML. */
export function typed(command) {
  const article = document.createElement('article');
  article.className = 'typed';
  article.ariaLabel = 'You typed';
  article.append(element('code', command));
  return article;
}

export function waiting() {
  const article = document.createElement('article');
  article.className = 'waiting';
  article.tabIndex = -1;
  article.ariaBusy = 'true';
  article.append(element('p', 'Looking it up …'));
  return article;
}

/** @param html The server's fragment, escaped there. */
export function reply(html, { audience, outcome, postedAt }) {
  const article = made(fragment(html), OUTCOMES[outcome] ?? 'Answer');
  describe(article, { audience, outcome, postedAt });
  return article;
}

/** @param sentence Why nothing came. */
export function noAnswer(sentence, tryAgain) {
  const content = document.createDocumentFragment();
  const button = element('button', 'Try again');
  button.type = 'button';
  button.className = 'control';
  button.addEventListener('click', tryAgain);
  content.append(element('p', `${sentence} What you typed is kept.`), button);
  const article = made(content, 'No answer');
  article.classList.add('refused');
  article.querySelector('.label').append(element('strong', 'No answer'));
  return article;
}

/** Says in words who sees a reply and how it ended. */
export function describe(article, { audience, outcome, postedAt }) {
  const label = article.querySelector('.label');
  article.classList.toggle('posted', audience === 'channel');
  article.classList.toggle('refused', outcome in OUTCOMES);
  label.replaceChildren();
  if (outcome in OUTCOMES) {
    label.append(element('strong', OUTCOMES[outcome]), ' · ');
  }

  label.append(audience === 'channel' ? 'Posted to the channel' : 'Only you can see this');
  if (postedAt) {
    const time = element('time', moment(postedAt));
    time.dateTime = postedAt.toISOString();
    label.append(' · ', time);
  }
}

/** Makes a private card the post that it became; says so where it was pressed, too, since the label may be out of sight. */
export function becomePost(article, postedAt) {
  describe(article, { audience: 'channel', outcome: 'done', postedAt });
  const receipt = element('p', article.querySelector('.label').textContent);
  receipt.className = 'receipt';
  article.querySelector('.controls').append(receipt);
  receipt.scrollIntoView({ block: 'nearest' });
}

/** Whether a reply says the same, word for word, as an article that is shown; what can be pressed says nothing. */
export function saysTheSame(article, html) {
  const words = content => {
    content.querySelectorAll('.label, .controls').forEach(around => around.remove());
    return content.textContent;
  };
  return words(article.cloneNode(true)) === words(fragment(html));
}

/** A reply in a sentence or two, to be announced. */
export function summary(article) {
  const label = article.querySelector('.label').textContent;
  const title = article.querySelector('h2')?.textContent;
  return title ? `${title}. ${label}.` : `${label}. ${article.querySelector('.label ~ p')?.textContent.trim() ?? ''}`;
}

/** Moves the focus to where a reply starts. */
export function focusOn(article) {
  (article.querySelector('h2') ?? article).focus({ preventScroll: true });
}

/** Keeps the last messages only; the one that has the focus stays, and a form that was written into. */
export function trim(list) {
  for (const message of [...list.children].slice(0, Math.max(0, list.children.length - MOST_MESSAGES))) {
    if (!message.contains(document.activeElement) && ![...message.querySelectorAll('form')].some(isFilledIn)) {
      message.remove();
    }
  }
}

// An article that says who it is when the focus comes to it: by its title, or by its kind and first sentence.
function made(content, kind) {
  const article = document.createElement('article');
  const label = element('p', '');
  const name = `message-${++ids}`;
  label.className = 'label';
  label.id = `${name}-label`;
  article.className = 'reply';
  article.append(label, content);
  article.querySelectorAll('label.menu').forEach(addShow);
  article.querySelectorAll('time[data-zone]').forEach(addOwnTime);

  const title = article.querySelector('h2');
  const start = title ?? article.querySelector('.label ~ p');
  if (start) {
    start.id = `${name}-start`;
  }

  if (title) {
    title.tabIndex = -1;
    title.setAttribute('aria-describedby', label.id);
    article.setAttribute('aria-labelledby', title.id);
  } else {
    article.tabIndex = -1;
    article.ariaLabel = kind;
    article.setAttribute('aria-describedby', start?.id ?? label.id);
  }

  return article;
}

// Choosing alone runs nothing: the arrow keys pass over options that nobody means to open.
function addShow(menu) {
  const row = document.createElement('div');
  const button = element('button', 'Show');
  row.className = 'choice';
  button.type = 'button';
  button.className = 'control';
  button.dataset.show = '';
  menu.replaceWith(row);
  row.append(menu, button);
}

// What is told by the clocks of one place is told by the reader's own, too.
function addOwnTime(time) {
  if (time.dataset.zone !== ZONE) {
    time.append(` (${new Date(time.dateTime).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })} your time)`);
  }
}

function fragment(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

function element(name, text) {
  const created = document.createElement(name);
  created.textContent = text;
  return created;
}

function moment(time) {
  const isToday = time.toDateString() === new Date().toDateString();
  return time.toLocaleString([], isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
}
