const form = document.getElementById('filter');
const words = form.elements.q;
const need = form.elements.need;
const count = document.getElementById('count');
const items = [...document.querySelectorAll('[data-words]')];
// What the server left out is found by asking it.
const isWhole = words.defaultValue === '' && !need.defaultChecked && !count.textContent.includes('filter for the others');

function show() {
  const sought = words.value.toLowerCase().split(/\s+/).filter(word => word !== '');
  for (const item of items) {
    item.hidden = (need.checked && !('need' in item.dataset)) || !sought.every(word => item.dataset.words.includes(word));
  }

  for (const topic of document.querySelectorAll('.topic-sections')) {
    topic.hidden = (sought.length > 0 || need.checked) && topic.querySelector('[data-words]:not([hidden])') === null;
  }

  const shown = items.filter(item => !item.hidden).length;
  count.textContent = `${shown} of ${items.length} sections shown.`;
}

if (isWhole && items.length > 0) {
  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    show();
  });
}
