import 'server-only';
import type { PostgrestError } from '@supabase/supabase-js';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import type { Json } from '@/lib/db/database.types';
import { AppError } from '@/lib/errors/app-error';
import { stripeRelease } from '@/lib/stripe/client';
import { isComplete, toRows, type MirroredObject, type MirroredType } from '@/lib/stripe/rows/rows';
import type { Rows } from '@/lib/stripe/rows/row';

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

export interface FetchContext extends AsOf {
  /** Drawn before the request was sent; null when it was not announced. */
  ticket: number | null;
  /** Why Stripe was asked: an event, or somebody here. */
  source: 'webhook' | 'api';
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

function requireData<T>(reply: { data: T | null; error: PostgrestError | null }): T {
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

/** Hands one event to the mirror. `object` is what it carries, null for types that are not mirrored. */
export async function ingest(
  db: Db,
  payload: { id: string; api_version: string | null },
  object: { content: MirroredObject; id: string; rank: number; gone: boolean } | null,
): Promise<IngestReply> {
  // Another release has other fields: what it says is asked anew, in ours.
  const isOurs = object !== null && payload.api_version === stripeRelease;
  const { rows, error } = rowsOf(isOurs ? object.content : null);
  const event = {
    payload,
    source: 'webhook',
    release: stripeRelease,
    object: object && {
      type: object.content.object,
      id: object.id,
      rank: object.rank,
      deleted: object.gone,
      complete: isOurs && error === null && isComplete(object.content),
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
    data,
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
    }),
    p_objects: asJson(objects),
  });
  return applyReply.parse(requireData(reply));
}

/** A number to draw before asking Stripe: whatever is written from then on is newer than it. */
export async function drawTicket(db: Db): Promise<number> {
  return requireData(await db.schema('billing').rpc('draw_ticket'));
}
