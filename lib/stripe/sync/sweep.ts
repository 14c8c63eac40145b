import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { ingestEvent } from './ingest';
import { takeLease } from './lease';
import { unknownEvents } from './mirror';
import type { Pace } from './pacer';
import type { SyncDeps } from './refetch';
import { timed } from './retrieve';

/** Events may be listed later than they are stamped: each sweep begins this long before its cursor. */
const OVERLAP_SECONDS = 600;
/** Stripe lists events for 30 days. Whoever comes later than this has to scan the objects. */
const AGE_SECONDS_MAX = 25 * 86_400;

const cursorSchema = z.object({
  /** Everything until here is known; seconds of Stripe's clock, 0 before the first time. */
  since: z.number().int().default(0),
  /** A sweep under way: where it will have come to, and the last event that is done. */
  until: z.number().int().nullable().default(null),
  after: z.string().nullable().default(null),
});

export type SweepResult =
  | { kind: 'done'; events: number; found: number; failed: number }
  /** Out of time; the next call goes on. */
  | { kind: 'paused'; events: number; found: number; failed: number }
  /** Somebody else is at it. */
  | { kind: 'busy' }
  /** The cursor is older than Stripe's list of events. */
  | { kind: 'too_old' };

export interface SweepOptions {
  pace: Pace;
  /** Whether there is time for another page. */
  hasTime: () => boolean;
  onProgress?: (events: number) => void;
}

/**
 * Goes through Stripe's list of events since the last time and takes in those that never came.
 *
 * @throws AppError `unavailable`, `provider_failed`; the next sweep begins where this one was
 */
export async function sweepEvents(deps: SyncDeps, options: SweepOptions): Promise<SweepResult> {
  const lease = await takeLease(deps.db, 'sweep', cursorSchema);
  if (lease === null) return { kind: 'busy' };
  const tally = { events: 0, found: 0, failed: 0 };
  let { cursor } = lease;
  try {
    for (let isMore = true; isMore;) {
      if (!options.hasTime()) return { kind: 'paused', ...tally };
      const page = await listPage(deps, options.pace, cursor);
      const until = cursor.until ?? page.asOf.lo;
      if (cursor.since === 0 || until - cursor.since > AGE_SECONDS_MAX) return { kind: 'too_old' };
      tally.events += page.events.length;
      const missed = await takeMissed(deps, page.events);
      tally.found += missed.found;
      tally.failed += missed.failed;
      options.onProgress?.(tally.events);
      isMore = page.hasMore;
      cursor = isMore
        ? { since: cursor.since, until, after: page.events.at(-1)?.id ?? null }
        : { since: until, until: null, after: null };
      if (!(await lease.keep(cursor))) return { kind: 'busy' };
    }
    await lease.end(cursor, tally);
    return { kind: 'done', ...tally };
  } finally {
    await lease.end(cursor);
  }
}

async function listPage(
  { stripe }: SyncDeps,
  pace: Pace,
  { since, after }: z.infer<typeof cursorSchema>,
) {
  const { reply, asOf } = await pace(() =>
    timed(() =>
      stripe.events.list({
        limit: 100,
        created: { gte: Math.max(0, since - OVERLAP_SECONDS) },
        ...(after !== null && { starting_after: after }),
      }),
    ),
  );
  return { events: reply.data, hasMore: reply.has_more, asOf };
}

async function takeMissed(deps: SyncDeps, events: { id: string }[]) {
  const unknown = new Set(
    await unknownEvents(
      deps.db,
      events.map(({ id }) => id),
    ),
  );
  let failed = 0;
  // The oldest first: most of what follows is then provably newer and needs no further request.
  for (const event of events.toReversed()) {
    if (!unknown.has(event.id)) continue;
    const { status } = await ingestEvent(deps, event, 'sweep');
    if (status !== 200) failed += 1;
  }
  return { found: unknown.size, failed };
}

/** Where the next sweep begins, after a scan has read everything as of that second. */
export async function restartSweep(db: Db, since: number): Promise<void> {
  const lease = await takeLease(db, 'sweep', cursorSchema);
  if (lease === null) return;
  const isBehind = lease.cursor.since < since;
  await lease.end(isBehind ? { since, until: null, after: null } : lease.cursor);
}
