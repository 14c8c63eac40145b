import type { Say } from './say';
import type { Settings } from './settings';

/** How often each kind of scheduled work runs, in milliseconds; a host's scheduler does the same. */
const everyMs = {
  schedules: 30_000,
  work: 60_000,
  runs: 60_000,
  sweep: 300_000,
  history: 3_600_000,
};

const FIRST_MS_MAX = 60_000;

/**
 * Stands in for the scheduler of a host: calls the app's own routes with their secret.
 *
 * @returns ends it
 */
export function startSchedule(settings: Settings, say: Say): () => Promise<void> {
  const { NEXTAUTH_URL: origin, CRON_SECRET: secret } = settings;
  const stopping = new AbortController();
  const run = async (job: string) => {
    try {
      const answer = await fetch(`${origin}/api/cron/${job}`, {
        headers: { authorization: `Bearer ${secret}` },
        signal: stopping.signal,
      });
      if (!answer.ok) say.warn(`The scheduled ${job} answered ${answer.status}.`);
    } catch (error) {
      if (!stopping.signal.aborted) say.warn(`The scheduled ${job} failed: ${String(error)}`);
    }
  };
  const timers = Object.entries(everyMs).flatMap(([job, ms]) => [
    setInterval(() => void run(job), ms),
    // Not at once, when pages are compiled first; but nothing has to look for an hour as if it were never done.
    ...(ms > FIRST_MS_MAX ? [setTimeout(() => void run(job), FIRST_MS_MAX)] : []),
  ]);
  return () => {
    for (const timer of timers) clearInterval(timer);
    stopping.abort();
    return Promise.resolve();
  };
}
