import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { log } from '@/lib/errors/log';
import { isMirroredType } from '@/lib/stripe/rows/rows';
import { ingestEvent } from './ingest';
import { drawTicket, knownObject, requireData } from './mirror';
import { refetch, type SyncDeps } from './refetch';

/** Longer than the slowest request and its retries: then the server that took the event is dead. */
const LEASE_SECONDS = 120;
const AT_ONCE = 20;

const dueSchema = z.object({
  id: z.string(),
  source: z.string(),
  object_type: z.string().nullable(),
  object_id: z.string().nullable(),
  payload: z.unknown(),
});
type DueEvent = z.infer<typeof dueSchema>;

/**
 * Takes up events that failed, or whose server died over them. Several servers may do this at once.
 *
 * @param hasTime whether there is time for another round
 * @returns how many were taken up, and how many are done
 * @throws AppError `unavailable` when the database is
 */
export async function retryEvents(
  deps: SyncDeps,
  hasTime: () => boolean,
): Promise<{ tried: number; settled: number }> {
  const tally = { tried: 0, settled: 0 };
  while (hasTime()) {
    const due = await claimEvents(deps.db);
    if (due.length === 0) break;
    for (const event of due) {
      tally.tried += 1;
      if (await tryEvent(deps, event)) tally.settled += 1;
    }
  }
  return tally;
}

async function claimEvents(db: Db): Promise<DueEvent[]> {
  const reply = await db
    .schema('billing')
    .rpc('claim_events', { p_limit: AT_ONCE, p_lease_seconds: LEASE_SECONDS });
  return z.array(dueSchema).parse(requireData(reply));
}

async function tryEvent(deps: SyncDeps, event: DueEvent): Promise<boolean> {
  try {
    return await takeAgain(deps, event);
  } catch (error) {
    // One event that cannot be taken must not keep the others waiting; its lease brings it back.
    log.error({ err: error, event: event.id }, 'event not taken');
    return false;
  }
}

/**
 * Another attempt at an event.
 *
 * @returns whether it is settled
 * @throws AppError `unavailable`, `provider_failed`
 */
async function takeAgain(deps: SyncDeps, event: DueEvent): Promise<boolean> {
  if (event.source === 'webhook' || event.source === 'sweep') {
    return (await ingestEvent(deps, event.payload, 'retry')).status === 200;
  }
  // A fetch of ours that could not be written is no event of Stripe's: its object is asked for.
  const { object_type: type, object_id: id } = event;
  if (type === null || id === null || !isMirroredType(type)) return false;
  const known = await knownObject(deps.db, type, id);
  const ticket = await drawTicket(deps.db);
  const outcome = await refetch(deps, { type, id, known }, ticket, event.id);
  return outcome === 'processed' || outcome === 'covered';
}

/**
 * Takes an event up at once, whatever became of it: after its cause was mended, or to see it again.
 *
 * @returns `unknown` when there is no such event
 * @throws AppError `unavailable`, `provider_failed`
 */
export async function replayEvent(
  deps: SyncDeps,
  id: string,
): Promise<'settled' | 'waiting' | 'unknown'> {
  const { data, error } = await deps.db.schema('billing').rpc('reopen_event', { p_id: id });
  if (error === null && data === null) return 'unknown';
  const event = dueSchema.parse(requireData({ data, error }));
  return (await takeAgain(deps, event)) ? 'settled' : 'waiting';
}
