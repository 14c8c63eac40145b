import 'server-only';
import type Stripe from 'stripe';
import type { Db } from '@/lib/db/clients';
import type { MirroredObject, MirroredType } from '@/lib/stripe/rows/rows';
import { applyFetched, type FetchOutcome, type ScanContext } from './mirror';
import { retrieve } from './retrieve';

export interface SyncDeps {
  stripe: Stripe;
  /** The database as the service. */
  db: Db;
}

/** An object to ask for. */
export interface Target {
  type: MirroredType;
  id: string;
  /** As it was last seen; null when it never was. */
  known: MirroredObject | null;
}

/** Each round is lost only to a write that came in between; eight in a row mean a burst. */
const ATTEMPTS_MAX = 8;

/**
 * Asks Stripe for an object until the answer could be written.
 *
 * @param ticket drawn before this call
 * @param eventId the event that asks; null when somebody here does
 * @param scan the scan that asks, if one does
 * @returns `retry` when others kept writing: ask again later
 */
export async function refetch(
  { stripe, db }: SyncDeps,
  { type, id, known }: Target,
  ticket: number,
  eventId: string | null,
  scan?: ScanContext,
): Promise<FetchOutcome> {
  let current = ticket;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const { data, ...context } = await retrieve(stripe, type, id, known);
    const source = scan === undefined ? (eventId === null ? 'api' : 'webhook') : 'scan';
    const { outcomes, ticket: next } = await applyFetched(
      db,
      { ...context, ticket: current, source, eventId, ...scan },
      [{ type, id, data }],
    );
    const outcome = outcomes[0]?.outcome ?? 'failed';
    if (outcome !== 'retry') return outcome;
    current = next;
  }
  return 'retry';
}
