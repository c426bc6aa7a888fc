// The link that the bot prints has its token behind “#”, which no server is told: it goes into the form, and out of the address.
const given = /^#token=(.+)$/.exec(location.hash);
if (given) {
  history.replaceState(null, '', location.pathname + location.search);
  const form = document.getElementById('entrance');
  if (form) {
    form.elements.token.value = decodeURIComponent(given[1]);
    form.submit();
  }
}
