const PATIENCE = 30_000;

/** The reader's time zone, such as “Europe/Berlin”. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An answer that did not come; its message is a sentence for the reader. */
export class NoAnswer extends Error {}

/**
 * Gives a command to the bot; with a form, what was filled in and chosen in it.
 * @returns {Promise<{html: string, audience: string, outcome: string, post: string | null}>} `post` is the id of the
 *   channel post that the answer became.
 * @throws {NoAnswer}
 */
export async function ask(text, form) {
  let response;
  let html;
  try {
    response = await post('api/chat', { text, fields: form?.fields, files: form?.files }, 'text/html', AbortSignal.timeout(PATIENCE));
    html = await response.text();
  } catch (failure) {
    throw new NoAnswer(failure.name === 'TimeoutError'
      ? `BriefingBot has not answered within ${PATIENCE / 1000} seconds.`
      : 'BriefingBot cannot be reached at the moment.');
  }

  const outcome = response.headers.get('X-Reply-Outcome');
  if (outcome === null) {
    // Something before the bot answered: a proxy, or the guard against foreign pages.
    throw new NoAnswer(`BriefingBot did not answer; the server says ${response.status} ${response.statusText}`.trim() + '.');
  }

  return { html, outcome, audience: response.headers.get('X-Reply-Audience'), post: response.headers.get('X-Post-Id') };
}

/**
 * What may follow the text up to the cursor.
 * @returns {Promise<{start: number, suggestions: {value: string, label: string}[]}>}
 */
export async function complete(text, signal) {
  const response = await post('api/complete', { text }, 'application/json', signal);
  return response.ok ? response.json() : { start: text.length, suggestions: [] };
}

/** A label without the value it begins with: “history – History” gives “History”. */
export function meaning({ value, label }) {
  return label.startsWith(`${value} – `) ? label.slice(value.length + 3) : label;
}

function post(url, question, accept, signal) {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify({ ...question, zone: ZONE }),
    signal,
  });
}
