import 'server-only';
import type { PostgrestError } from '@supabase/supabase-js';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import type { Json } from '@/lib/db/database.types';
import { AppError } from '@/lib/errors/app-error';
import { stripeRelease } from '@/lib/stripe/release';
import { isComplete, toRows, type MirroredObject, type MirroredType } from '@/lib/stripe/rows/rows';
import type { Rows } from '@/lib/stripe/rows/row';
import { withoutSecret, type Incoming } from './incoming';

/**
 * The two doors into the mirror and what goes through them; the decisions behind them are in
 * supabase/migrations, `billing.ingest` and `billing.apply_fetched`.
 */

/** A moment of Stripe's clock, in seconds since 1970, known to lie between two ends. */
export interface AsOf {
  lo: number;
  hi: number;
}

/** What Stripe answered about one object; `data` is null where it no longer has it. */
export interface Fetched {
  type: MirroredType;
  id: string;
  data: MirroredObject | null;
}

/** The scan that a fetch belongs to. */
export interface ScanContext {
  /** Its number: the ticket drawn before it began. */
  scan: number;
  /** Whether an object that was not known at all is drift; not while an account is first read. */
  notesMissing: boolean;
}

export interface FetchContext extends AsOf, Partial<ScanContext> {
  /** Drawn before the request was sent; null when it was not announced. */
  ticket: number | null;
  /** Why Stripe was asked: an event, or somebody here. */
  source: 'webhook' | 'api' | 'scan';
  eventId: string | null;
  requestId: string | null;
}

const ingestReply = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('fetch'), ticket: z.number().int() }),
  z.object({
    outcome: z.enum(['processed', 'covered', 'stale', 'ignored', 'duplicate', 'dead', 'failed']),
  }),
]);
export type IngestReply = z.infer<typeof ingestReply>;

const outcomeSchema = z.enum(['processed', 'covered', 'retry', 'failed', 'dead']);
export type FetchOutcome = z.infer<typeof outcomeSchema>;

const applyReply = z.object({
  outcomes: z.array(z.object({ type: z.string(), id: z.string(), outcome: outcomeSchema })),
  ticket: z.number().int(),
});

/** The client sends it through JSON.stringify, which is all that `Json` promises. */
function asJson(value: object): Json {
  return value as Json;
}

/** @throws AppError `unavailable` when the database did not answer */
export function requireData<T>(reply: { data: T | null; error: PostgrestError | null }): T {
  if (reply.error !== null || reply.data === null) {
    throw new AppError('unavailable', { cause: reply.error ?? new Error('The database is mute') });
  }
  return reply.data;
}

/** Rows of an object, or in words why it has none: a fault here must not lose the event. */
function rowsOf(object: MirroredObject | null): { rows: Rows; error: string | null } {
  try {
    return { rows: object === null ? {} : toRows(object), error: null };
  } catch (error) {
    return { rows: {}, error: `No rows could be made: ${String(error)}` };
  }
}

/** Who brings an event: Stripe, our sweep of its list, or a second attempt of ours. */
export type IngestSource = 'webhook' | 'sweep' | 'retry';

/** Hands one event to the mirror. */
export async function ingest(
  db: Db,
  incoming: Incoming,
  source: IngestSource,
): Promise<IngestReply> {
  const { told } = incoming;
  // Another release has other fields: what it says is asked anew, in ours.
  const content = incoming.apiVersion === stripeRelease ? (told?.content ?? null) : null;
  const { rows, error } = rowsOf(content);
  const event = {
    id: incoming.id,
    type: incoming.type,
    api_version: incoming.apiVersion,
    account: incoming.account,
    livemode: incoming.livemode,
    created: incoming.created,
    request_id: incoming.requestId,
    payload: incoming.payload,
    source,
    release: stripeRelease,
    object: told && {
      type: told.type,
      id: told.id,
      rank: told.rank,
      deleted: told.gone,
      complete: content !== null && error === null && isComplete(content),
    },
  };
  const reply = await db
    .schema('billing')
    .rpc('ingest', { p_event: asJson(event), p_rows: asJson(rows) });
  return ingestReply.parse(requireData(reply));
}

/** Hands answers of Stripe to the mirror, all of one moment, in one transaction. */
export async function applyFetched(
  db: Db,
  context: FetchContext,
  fetched: readonly Fetched[],
): Promise<{ outcomes: { type: string; id: string; outcome: FetchOutcome }[]; ticket: number }> {
  const objects = fetched.map(({ type, id, data }) => ({
    type,
    id,
    data: data && withoutSecret(data),
    deleted: data === null,
    ...rowsOf(data),
  }));
  const reply = await db.schema('billing').rpc('apply_fetched', {
    p_fetch: asJson({
      ticket: context.ticket,
      lo: context.lo,
      hi: context.hi,
      source: context.source,
      release: stripeRelease,
      event_id: context.eventId,
      request_id: context.requestId,
      scan: context.scan ?? null,
      notes_missing: context.notesMissing ?? false,
    }),
    p_objects: asJson(objects),
  });
  return applyReply.parse(requireData(reply));
}

/** A number to draw before asking Stripe: whatever is written from then on is newer than it. */
export async function drawTicket(db: Db): Promise<number> {
  return requireData(await db.schema('billing').rpc('draw_ticket'));
}

/** Those of these events that never came. */
export async function unknownEvents(db: Db, ids: string[]): Promise<string[]> {
  return requireData(await db.schema('billing').rpc('unknown_events', { p_ids: ids }));
}

/** Customers in the order of their ids, after one of them. */
export async function customersAfter(db: Db, after: string, limit: number): Promise<string[]> {
  return requireData(
    await db.schema('billing').rpc('customers_after', { p_after: after, p_limit: limit }),
  );
}

const unseenSchema = z.array(
  z.object({
    id: z.string(),
    // What `apply_fetched` and `ingest` stored: an object of Stripe, told apart by its tag.
    data: z.custom<MirroredObject>((value) => typeof value === 'object').nullable(),
  }),
);

/** Objects that a scan did not meet, in the order of their ids, with what was last known of them. */
export async function unseenObjects(
  db: Db,
  { type, scan, after, limit }: { type: MirroredType; scan: number; after: string; limit: number },
): Promise<z.infer<typeof unseenSchema>> {
  const reply = await db.schema('billing').rpc('unseen_objects', {
    p_type: type,
    p_scan: scan,
    p_after: after,
    p_limit: limit,
  });
  return unseenSchema.parse(requireData(reply));
}

/** An object as it was last seen; null when it never was. */
export async function knownObject(
  db: Db,
  type: MirroredType,
  id: string,
): Promise<MirroredObject | null> {
  const { data, error } = await db
    .schema('billing')
    .rpc('known_object', { p_type: type, p_id: id });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  // What `apply_fetched` and `ingest` stored under this type.
  return data as MirroredObject | null;
}
