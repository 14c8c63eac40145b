// Comfort for forms, in the browser: spaces in card numbers, test cards at a press, one submit.
// Every page works without it.

const form = document.querySelector('form[data-card]');
const field = (id) => form?.querySelector(`#${id}`);

/** Formats as one types, leaving the caret alone when it stands inside the text. */
function formatOnInput(input, format) {
  input?.addEventListener('input', (event) => {
    if (event.inputType?.startsWith('delete') || input.selectionStart !== input.value.length)
      return;
    input.value = format(input.value);
  });
}

function formatNumber(text) {
  const digits = text.replace(/\D/g, '').slice(0, 19);
  const isAmex = /^3[47]/.test(digits);
  const groups = isAmex
    ? [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)]
    : (digits.match(/.{1,4}/g) ?? []);
  return groups.filter((group) => group !== '').join(' ');
}

function formatExpiry(text) {
  const [month = '', year] = text.split('/').map((part) => part.replace(/\D/g, ''));
  if (year !== undefined) return `${month.padStart(2, '0')} / ${year.slice(-4)}`;
  if (/^[2-9]$/.test(month)) return `0${month} / `;
  return month.length < 2 ? month : `${month.slice(0, 2)} / ${month.slice(2, 4)}`;
}

formatOnInput(field('cardNumber'), formatNumber);
formatOnInput(field('cardExpiry'), formatExpiry);

for (const button of form?.querySelectorAll('[data-fill]') ?? []) {
  button.addEventListener('click', () => {
    const nextYear = (new Date().getFullYear() + 5) % 100;
    field('cardNumber').value = button.dataset.fill;
    field('cardExpiry').value = `12 / ${String(nextYear).padStart(2, '0')}`;
    field('cardCvc').value = '123';
    if (field('billingName').value === '') field('billingName').value = 'Robin Vale';
    const email = field('email');
    if (email?.value === '') email.focus();
    else form.querySelector('[data-busy]').focus();
  });
}

// A code or a quantity changes the order, not what was typed: only the parts that show the order
// are taken from the answer.
document.addEventListener('submit', (event) => {
  const sent = event.target;
  if (!sent.matches('form[data-order]')) return;
  event.preventDefault();
  void changeOrder(sent, event.submitter);
});

async function changeOrder(sent, submitter) {
  const body = new URLSearchParams(new FormData(sent, submitter));
  const answer = await fetch(sent.action, { method: 'POST', body });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const part = (from, name) => from.querySelector(`[data-order-part="${name}"]`);
  const order = part(page, 'order');
  // The session is not open any more: the answer is another page.
  if (!order) {
    location.reload();
    return;
  }
  part(document, 'order').replaceWith(order);
  part(document, 'submit').textContent = part(page, 'submit').textContent;
  const card = part(page, 'card');
  const asksForCard = (where) => where.querySelector('#cardNumber') !== null;
  if (asksForCard(card) !== asksForCard(document)) part(document, 'card').replaceWith(card);
  const next = order.querySelector('[autofocus]') ?? order.querySelector('.receipt-total');
  next?.focus();
}

// A form is sent once, and its button says that it is under way.
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = 'yes';
  button.dataset.label = button.textContent;
  button.textContent = button.dataset.busy;
  button.setAttribute('aria-disabled', 'true');
});

// Back from the next page shows this one as it was left: pressed. Make it usable again.
window.addEventListener('pageshow', () => {
  for (const sent of document.querySelectorAll('form[data-sent]')) {
    delete sent.dataset.sent;
    const button = sent.querySelector('[aria-disabled="true"]');
    if (!button) continue;
    button.textContent = button.dataset.label;
    button.removeAttribute('aria-disabled');
  }
});
