/**
 * Sends forms off, and closes those that are not wanted. What was written stays until the bot has taken it.
 * @param send Gets the form's command, its button, and `{fields, files, settle}`; `settle` is called once it was taken.
 */
export function watchForms(list, send) {
  list.addEventListener('submit', async event => {
    const form = event.target;
    event.preventDefault();
    const button = form.querySelector('.send');
    if (button.ariaBusy === 'true') {
      return;
    }

    button.ariaBusy = 'true';
    const [fields, files] = [{}, {}];
    for (const [name, value] of new FormData(form)) {
      if (value instanceof File) {
        files[name] = { name: value.name, base64: await base64Of(value) };
      } else {
        fields[name] = value;
      }
    }

    send(form.dataset.form, button, {
      fields,
      files,
      settle() {
        form.replaceChildren(note('It was sent, and the answer is below.'));
      },
    });
  });

  list.addEventListener('change', event => {
    const [file] = event.target.files ?? [];
    if (file) {
      const most = Number(event.target.dataset.most);
      event.target.setCustomValidity(file.size > most ? `The file has ${file.size} bytes, and at most ${most} are taken.` : '');
      event.target.reportValidity();
    }
  });

  // What was written into a form is lost with the page.
  addEventListener('beforeunload', event => {
    if ([...list.querySelectorAll('form')].some(isFilledIn)) {
      event.preventDefault();
    }
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

/** Whether somebody wrote into a form that was not sent yet. */
export function isFilledIn(form) {
  return [...form.elements].some(field => 'defaultValue' in field && field.value !== field.defaultValue);
}

// What cannot be read any more is sent as empty, which the bot refuses with a sentence.
function base64Of(file) {
  return new Promise(resolve => {
    const reader = new FileReader();
    reader.addEventListener('loadend', () => resolve((reader.result ?? '').split(',')[1] ?? ''));
    reader.readAsDataURL(file);
  });
}

function note(sentence) {
  const made = document.createElement('p');
  made.textContent = sentence;
  return made;
}
