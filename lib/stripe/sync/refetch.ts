import 'server-only';
import type Stripe from 'stripe';
import type { Db } from '@/lib/db/clients';
import type { MirroredType } from '@/lib/stripe/rows/rows';
import { applyFetched, type FetchOutcome } from './mirror';
import { retrieve } from './retrieve';

export interface SyncDeps {
  stripe: Stripe;
  /** The database as the service. */
  db: Db;
}

/** Each round is lost only to a write that came in between; eight in a row mean a burst. */
const ATTEMPTS_MAX = 8;

/**
 * Asks Stripe for an object until the answer could be written.
 *
 * @param ticket drawn before this call
 * @param eventId the event that asks; null when somebody here does
 * @returns `retry` when others kept writing: ask again later
 */
export async function refetch(
  { stripe, db }: SyncDeps,
  object: { type: MirroredType; id: string },
  ticket: number,
  eventId: string | null,
): Promise<FetchOutcome> {
  let current = ticket;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const { data, ...context } = await retrieve(stripe, object.type, object.id);
    const source = eventId === null ? 'api' : 'webhook';
    const { outcomes, ticket: next } = await applyFetched(
      db,
      { ...context, ticket: current, source, eventId },
      [{ ...object, data }],
    );
    const outcome = outcomes[0]?.outcome ?? 'failed';
    if (outcome !== 'retry') return outcome;
    current = next;
  }
  return 'retry';
}
