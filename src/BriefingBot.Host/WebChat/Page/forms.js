/**
 * Sends forms off, and closes those that are not wanted. What was written stays until the bot has taken it.
 * @param send Gets the form's command, its button, and `{fields, settle}`; `settle` is called once it was taken.
 */
export function watchForms(list, send) {
  list.addEventListener('submit', event => {
    const form = event.target;
    event.preventDefault();
    const button = form.querySelector('.send');
    if (button.ariaBusy === 'true') {
      return;
    }

    const fields = Object.fromEntries(new FormData(form));
    send(form.dataset.form, button, {
      fields,
      settle() {
        form.replaceChildren(note('It was sent, and the answer is below.'));
      },
    });
  });

  list.addEventListener('click', event => {
    const cancel = event.target.closest('[data-cancel]');
    if (!cancel) {
      return;
    }

    const form = cancel.closest('form');
    const again = document.createElement('button');
    const closed = note('Nothing was sent. What you wrote is still there. ');
    again.type = 'button';
    again.className = 'control';
    again.textContent = 'Open the form again';
    again.addEventListener('click', () => {
      closed.remove();
      form.hidden = false;
      form.querySelector('textarea, input').focus();
    });
    closed.append(again);
    form.hidden = true;
    form.after(closed);
    again.focus();
  });
}

function note(sentence) {
  const made = document.createElement('p');
  made.textContent = sentence;
  return made;
}
