import { Cron } from 'croner';

/** When a schedule comes, as its settings say; without a time zone it is UTC. */
export interface Timing {
  cron: string;
  timezone: string;
}

/** A moment that has come, and what became of it. */
export interface PastMoment {
  at: Date;
  /** `due`: it has come, and the scheduler has not been here since. `missed`: nothing was started then. */
  state: 'ran' | 'due' | 'missed';
  runId: string | null;
}

interface Armed {
  /** Moments before it are not meant: the schedule was not active, or its runs are no longer kept. */
  from: Date;
  /** The first moment that the scheduler has not looked at; null before its first look. */
  nextAt: Date | null;
  /** What was started, by the moment it was started for. */
  runs: readonly { id: string; scheduledAt: Date }[];
}

const toCron = ({ cron, timezone }: Timing): Cron =>
  new Cron(cron, {
    mode: '5-part',
    paused: true,
    timezone: timezone === '' ? 'UTC' : timezone,
  });

/** The first moments after now; fewer where there are no more. The settings have passed their check. */
export function nextMoments(timing: Timing, now: Date, count: number): Date[] {
  return toCron(timing).nextRuns(count, now);
}

/** The latest moments that have come, the last one first. */
export function pastMoments(
  timing: Timing,
  { from, nextAt, runs }: Armed,
  now: Date,
  count: number,
): PastMoment[] {
  const started = new Map(runs.map(({ id, scheduledAt }) => [scheduledAt.getTime(), id]));
  // "Before" leaves the moment itself out, and now may be one.
  const moments = toCron(timing).previousRuns(count, new Date(now.getTime() + 1));
  return moments
    .filter((at) => at >= from)
    .map((at, place) => {
      const runId = started.get(at.getTime()) ?? null;
      // Of several that wait, the scheduler starts the latest and lets the others go.
      const isDue = place === 0 && (nextAt === null || nextAt <= at);
      return { at, runId, state: runId !== null ? 'ran' : isDue ? 'due' : 'missed' };
    });
}
