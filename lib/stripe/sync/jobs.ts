import 'server-only';
import { deliverEffects, type Deliver } from './outbox';
import { createPacer } from './pacer';
import { checkPayments } from './payments';
import type { SyncDeps } from './refetch';
import { scanObjects, type ScanOptions } from './scan';
import type { Job, JobResult } from './schema';
import { sweepEvents } from './sweep';
import { retryEvents } from './worker';

export interface JobOptions {
  deliver: Deliver;
  /** When a run has to come to an end, in milliseconds from now; it may take one page longer. */
  budgetMs: number;
  onProgress?: ScanOptions['onProgress'];
}

/**
 * Runs scheduled work; safe to call as often as one likes and from several servers at once.
 *
 * - `work`, every minute: events that failed, the outbox, and the payments that no event tells of
 * - `sweep`, every five to ten minutes: events that never came
 * - `scan`, every night: every object, for what no event told of
 *
 * @throws AppError `unavailable`, `provider_failed`; the next run goes on
 */
export async function runJob(deps: SyncDeps, job: Job, options: JobOptions): Promise<JobResult> {
  const end = performance.now() + options.budgetMs;
  const hasTime = () => performance.now() < end;
  switch (job) {
    case 'work':
      return work(deps, options.deliver, hasTime);
    case 'sweep':
      return sweep(deps, options, hasTime);
    case 'scan':
      return scan(deps, options, hasTime);
  }
}

async function work(deps: SyncDeps, deliver: Deliver, hasTime: () => boolean): Promise<JobResult> {
  const events = await retryEvents(deps, hasTime);
  const effects = await deliverEffects(deps.db, deliver, hasTime);
  const payments = await checkPayments(deps, { pace: createPacer(), hasTime });
  return {
    job: 'work',
    outcome: hasTime() ? 'done' : 'paused',
    counts: { ...events, ...effects, ...payments },
  };
}

async function sweep(
  deps: SyncDeps,
  options: JobOptions,
  hasTime: () => boolean,
): Promise<JobResult> {
  const result = await sweepEvents(deps, { pace: createPacer(), hasTime });
  if (result.kind === 'too_old') {
    // The first time, or after weeks: the list of events no longer reaches back, the objects do.
    return { ...(await scan(deps, options, hasTime)), job: 'sweep' };
  }
  const { kind, ...counts } = result;
  return { job: 'sweep', outcome: kind, counts };
}

async function scan(
  deps: SyncDeps,
  { onProgress }: JobOptions,
  hasTime: () => boolean,
): Promise<JobResult> {
  const { kind, ...counts } = await scanObjects(deps, {
    pace: createPacer(),
    hasTime,
    ...(onProgress && { onProgress }),
  });
  return { job: 'scan', outcome: kind, counts };
}
