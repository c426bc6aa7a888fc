/**
 * Leads from a citation mark to its source and back to that very mark. The focus goes along, and the page's history
 * does not: Back leaves the page, as everywhere.
 */
export function followCitations(list) {
  const marks = new WeakMap();
  list.addEventListener('click', event => {
    const link = event.target.closest('a.cite, a.back');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }

    event.preventDefault();
    const id = CSS.escape(link.getAttribute('href').slice(1));
    let target = link.closest('article').querySelector(`#${id}`);
    if (link.matches('.cite')) {
      marks.set(target, link);
    } else {
      target = marks.get(link.closest('li')) ?? target;
    }

    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'center' });
  });
}
