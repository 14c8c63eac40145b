import { node, toSheet } from './look.mjs';

const dialogStyles = `
  dialog { box-sizing: border-box; width: min(420px, calc(100vw - 32px)); padding: 24px; border: 0;
    border-top: 4px solid #2a5bd7; border-radius: 8px; font: 16px/1.5 system-ui, sans-serif;
    color: #1f2030; background: #fff; }
  dialog::backdrop { background: rgb(15 16 30 / 0.55); }
  h2 { margin: 4px 0 8px; font-size: 1.25em; line-height: 1.25; }
  p { margin: 0 0 16px; }
  .who { margin: 0; font-size: 0.8125em; color: #55576b; }
  form { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; }
  button { min-height: 44px; padding: 8px 16px; font: inherit; font-weight: 500; color: inherit;
    background: #fff; border: 1px solid #8a8da0; border-radius: 6px; cursor: pointer; }
  button[value='complete'] { color: #fff; background: #2a5bd7; border-color: #2a5bd7; }
  button:focus-visible { outline: 2px solid #2a5bd7; outline-offset: 2px; }`;

/** What an intent asks for, in words; a setup asks for the card alone. */
function sumOf({ amount, currency }) {
  if (amount === undefined) return 'to save this card';
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits;
  return `for ${format.format(amount / 10 ** digits)}`;
}

/** Asks the person in front, as their bank would; leaving the dialog is a refusal. */
export function askCardholder(intent) {
  const choice = (value, text) => node('button', { value, textContent: text });
  const heading = node('h2', { id: 'bank-heading', textContent: 'Is this you?' });
  const dialog = node(
    'dialog',
    {},
    node('p', { className: 'who', textContent: 'Local test · Test bank, 3D Secure' }),
    heading,
    node('p', { textContent: `This page asks ${sumOf(intent)}. Here you decide how it ends.` }),
    node(
      'form',
      { method: 'dialog' },
      choice('complete', 'Complete authentication'),
      choice('fail', 'Fail authentication'),
    ),
  );
  dialog.setAttribute('aria-labelledby', heading.id);
  const host = node('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [toSheet(dialogStyles)];
  root.append(dialog);
  document.body.append(host);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      host.remove();
      resolve(dialog.returnValue === 'complete' ? 'complete' : 'fail');
    });
  });
}
