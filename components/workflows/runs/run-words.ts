import type { LampTone } from '@/components/ui/lamp';
import type { Run, RunSummary } from '@/lib/workflows/runner/schema';

type Status = RunSummary['status'] | 'succeeded' | 'running' | 'waiting' | 'failed' | 'cancelled';

/** How the state of a run or of a step is told; the lamp breathes while something happens. */
export const statusWords: Record<Status, { label: string; tone: LampTone; isOver: boolean }> = {
  queued: { label: 'Queued', tone: 'standby', isOver: false },
  running: { label: 'Running', tone: 'go', isOver: false },
  waiting: { label: 'Waiting', tone: 'standby', isOver: false },
  succeeded: { label: 'Succeeded', tone: 'go', isOver: true },
  failed: { label: 'Failed', tone: 'risk', isOver: true },
  cancelled: { label: 'Cancelled', tone: 'off', isOver: true },
};

export const triggerWords: Record<RunSummary['trigger'], string> = {
  manual: 'By hand',
  schedule: 'On schedule',
  webhook: 'By a webhook',
  stripe_event: 'By an event of Stripe',
};

const OFTEN_MS = 1000;
const RARELY_MS = 15_000;

/**
 * How soon a page about a run should look again; null when the run is over. A wait of days is looked at
 * rarely until shortly before it ends.
 *
 * @param now milliseconds since 1970
 */
export function refreshEveryMs({ status, steps }: Pick<Run, 'status' | 'steps'>, now: number) {
  if (statusWords[status].isOver) return null;
  if (status !== 'waiting') return OFTEN_MS;
  const dues = steps.flatMap(({ dueAt, status: at }) =>
    at === 'waiting' && dueAt !== null ? [Date.parse(dueAt)] : [],
  );
  return Math.min(...dues) - now > 2 * RARELY_MS ? RARELY_MS : OFTEN_MS;
}

/** The same for a list of runs. */
export function refreshListEveryMs(runs: readonly Pick<Run, 'status'>[]): number | null {
  const going = runs.filter(({ status }) => !statusWords[status].isOver);
  if (going.length === 0) return null;
  return going.every(({ status }) => status === 'waiting') ? RARELY_MS : OFTEN_MS;
}

const units = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
] as const;

/** A time that passed, in its two largest units: "2 d 3 h", "4.2 s", "380 ms". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${durationMs} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  const place = units.findIndex(({ ms }) => durationMs >= ms);
  const large = units[place] ?? units[2];
  const small = units[place + 1] ?? { unit: 's', ms: 1000 };
  const count = Math.floor(durationMs / large.ms);
  const rest = Math.floor((durationMs - count * large.ms) / small.ms);
  return rest === 0 ? `${count} ${large.unit}` : `${count} ${large.unit} ${rest} ${small.unit}`;
}
