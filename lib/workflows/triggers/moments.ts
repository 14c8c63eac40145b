import { Cron } from 'croner';

/**
 * The moments of a schedule around now.
 *
 * @param from moments before it are not meant
 * @returns `due`: the latest that has come, null when none has; earlier ones that were missed are let go.
 *   `next`: the first that has not come, null when none ever will
 */
export function momentsOf(
  { cron, timezone }: { cron: string; timezone: string },
  from: Date,
  now: Date,
): { due: Date | null; next: Date | null } {
  const times = new Cron(cron, { mode: '5-part', paused: true, timezone });
  // "Before" leaves the moment itself out, and now may be one.
  const [latest] = times.previousRuns(1, new Date(now.getTime() + 1));
  const hasCome = latest !== undefined && latest.getTime() >= from.getTime();
  return { due: hasCome ? latest : null, next: times.nextRun(now) };
}
