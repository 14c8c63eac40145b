// Keeps the inspector current while it is looked at: asks for the same page again and swaps the
// parts that changed. Opened objects stay open; while somebody is at a control, nothing moves.

const everyMs = 2000;
const ids = ['live', 'clock'];

async function refresh() {
  if (
    document.hidden ||
    document.activeElement?.closest('#live') ||
    window.getSelection()?.toString()
  )
    return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of ids) swap(document.getElementById(id), fresh.getElementById(id));
}

function swap(shown, fresh) {
  if (!shown || !fresh) return;
  const open = new Set([...shown.querySelectorAll('details[open]')].map((details) => details.id));
  for (const details of fresh.querySelectorAll('details')) details.open = open.has(details.id);
  if (shown.innerHTML !== fresh.innerHTML) shown.replaceWith(fresh);
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
