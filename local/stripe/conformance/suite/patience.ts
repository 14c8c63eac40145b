import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const PAUSE_MS_MAX = 2000;

/**
 * Looks again and again, less and less often, until there is something to see. An API that is done
 * at once is looked at once.
 *
 * @returns what was seen, or null after the time
 */
export async function lookUntil<T>(
  timeoutMs: number,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const end = Date.now() + timeoutMs;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, PAUSE_MS_MAX)) {
    const found = await look();
    if (found !== null || Date.now() >= end) return found;
    await pause(wait);
  }
}
