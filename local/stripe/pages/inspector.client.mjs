// Keeps the inspector current while it is looked at: asks for the same page again and swaps the
// parts that changed. Opened objects stay open; while somebody is at a control, nothing moves.

const everyMs = 2000;
const ids = ['live', 'clock'];

async function refresh() {
  if (document.hidden || isBusy()) return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok || isBusy()) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of ids) swap(document.getElementById(id), fresh.getElementById(id));
}

/** Text being selected, or a control of the list being used. */
function isBusy() {
  const active = document.activeElement?.closest('#live a, #live button');
  return Boolean(active) || window.getSelection()?.isCollapsed === false;
}

function swap(shown, fresh) {
  if (!shown || !fresh) return;
  const open = new Set([...shown.querySelectorAll('details[open]')].map((details) => details.id));
  for (const details of fresh.querySelectorAll('details')) details.open = open.has(details.id);
  if (shown.innerHTML === fresh.innerHTML) return;
  const focused = shown.contains(document.activeElement)
    ? document.activeElement.closest('details')?.id
    : undefined;
  shown.replaceWith(fresh);
  if (focused) document.getElementById(focused)?.querySelector('summary').focus();
}

async function loop() {
  try {
    await refresh();
  } catch {
    // The server is restarting; the next round finds it again.
  }
  setTimeout(loop, everyMs);
}

setTimeout(loop, everyMs);
