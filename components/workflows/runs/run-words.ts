import type { LampTone } from '@/components/ui/lamp';
import type { RunSummary } from '@/lib/workflows/runner/schema';

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

const steps = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
] as const;

/** A time that passed, in its two largest units: "2 d 3 h", "4.2 s", "380 ms". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${durationMs} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  const place = steps.findIndex(({ ms }) => durationMs >= ms);
  const large = steps[place] ?? steps[2];
  const small = steps[place + 1] ?? { unit: 's', ms: 1000 };
  const count = Math.floor(durationMs / large.ms);
  const rest = Math.floor((durationMs - count * large.ms) / small.ms);
  return rest === 0 ? `${count} ${large.unit}` : `${count} ${large.unit} ${rest} ${small.unit}`;
}
