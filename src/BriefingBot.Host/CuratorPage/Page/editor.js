import { Kept } from './kept.js';
import { Paper } from './paper.js';

const PAUSE = 400;
const PATIENCE = 30_000;

const form = document.getElementById('editor');
const field = document.getElementById('text');
const verdict = document.getElementById('verdict');
const notice = document.getElementById('kept');
const { topic, section } = form.dataset;
const from = form.elements.from;
const kept = new Kept(topic, section);
const paper = new Paper(field, document.getElementById('lines'));

let timer = 0;
let running = null;

/** Looks at the text as it is now; an answer that is overtaken by more typing is dropped. */
async function check() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  let found;
  try {
    const response = await fetch('/curate/check', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ topic, section, from: from.value, text: field.value }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    found = response.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null;
    if (!found) {
      say(response.status === 403
        ? 'You are no curator any more: open the link to this page anew, in another tab. What you typed is kept.'
        : `The text could not be looked at; the server says ${response.status}. What you typed is kept.`);
      return;
    }
  } catch {
    if (!signal.aborted) {
      say('BriefingBot cannot be reached at the moment. What you typed is kept in this browser.');
    }

    return;
  }

  say(found.verdict);
  field.toggleAttribute('aria-invalid', false);
  if (found.hasErrors) {
    field.setAttribute('aria-invalid', 'true');
  }

  for (const part of ['problems', 'card', 'difference']) {
    document.getElementById(part).innerHTML = found[part];
  }

  paper.mark(found.marks);
}

// A sentence that was said already is not said again.
function say(sentence) {
  if (verdict.textContent !== sentence) {
    verdict.textContent = sentence;
  }
}

function typed() {
  paper.draw();
  kept.put(field.value, from.value);
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

function offer() {
  const found = kept.find(field.defaultValue);
  notice.hidden = found === null;
  if (found) {
    const at = new Date(found.at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
    notice.querySelector('p').textContent = `A text of yours from ${at}, which was not saved, is kept in this browser.`;
  }

  return found;
}

field.addEventListener('input', typed);

// Whoever comes back finds what was typed in the field, and what was found for the text before.
addEventListener('pageshow', () => {
  if (field.value !== field.defaultValue) {
    typed();
  }
});
form.addEventListener('keydown', event => {
  if (event.key === 's' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[value="review"]'));
  }
});

document.querySelector('.findings').addEventListener('click', event => {
  const place = event.target.closest('a.place');
  if (place) {
    event.preventDefault();
    paper.goTo(Number(place.dataset.line), Number(place.dataset.column));
  }
});

// The marks of what the server has found already.
paper.mark([...document.querySelectorAll('a.place')].reverse().map(place => ({
  line: Number(place.dataset.line), severity: place.closest('li').className,
})));

if ('fromDisk' in form.dataset) {
  const found = offer();
  notice.querySelector('[data-take]').addEventListener('click', () => {
    field.value = found.text;
    from.value = found.from;
    kept.settle();
    notice.hidden = true;
    typed();
    field.focus();
  });
  notice.querySelector('[data-drop]').addEventListener('click', () => {
    kept.drop();
    if (field.value !== field.defaultValue) {
      kept.put(field.value, from.value);
    }

    notice.hidden = true;
    field.focus();
  });
} else {
  kept.put(field.value, from.value);
}
