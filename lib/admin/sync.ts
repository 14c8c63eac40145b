import { z } from 'zod';

/** What operators see of the sync: figures, events, differences. */
const instant = z.iso.datetime({ offset: true });
const count = z.int();

export const syncHealthSchema = z
  .object({
    events: z.object({ waiting: count, failed: count, oldest_waiting_at: instant.nullable() }),
    dead: count,
    last_event_at: instant.nullable(),
    lag_seconds: z.number().nullable().meta({ description: 'Median of the last 100 deliveries' }),
    outbox: z.object({ waiting: count, dead: count }),
    drift: z.object({ found: count, open: count }).meta({ description: 'Of the last 30 days' }),
    runs: z.record(
      z.string(),
      z.object({
        running: z.boolean(),
        updated_at: instant,
        finished_at: instant.nullable(),
        summary: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'AdminSyncHealth' });

export const eventSchema = z
  .object({
    id: z.string(),
    seq: count,
    source: z.string(),
    type: z.string(),
    api_version: z.string().nullable(),
    account: z.string().nullable(),
    created: instant,
    object_type: z.string().nullable(),
    object_id: z.string().nullable(),
    request_id: z.string().nullable(),
    status: z.string(),
    attempts: count,
    deliveries: count,
    last_error: z.string().nullable(),
    next_attempt_at: instant.nullable(),
    received_at: instant,
    processed_at: instant.nullable(),
  })
  .meta({ id: 'AdminEvent' });

export const driftSchema = z
  .object({
    id: count,
    object_type: z.string(),
    object_id: z.string(),
    found_by: z.string(),
    found_at: instant,
    diff: z
      .record(z.string(), z.unknown())
      .meta({ description: "By field: ours and Stripe's, or changed" }),
    repaired_at: instant.nullable(),
  })
  .meta({ id: 'AdminDrift' });

export const eventDetailSchema = eventSchema
  .extend({
    payload: z.unknown().meta({ description: 'As Stripe sent it, without its secrets' }),
    object: z
      .object({
        version: z.int().meta({ description: 'How often it was written' }),
        deleted: z.boolean(),
        is_newest: z.boolean().meta({ description: 'It is what it is because of this event' }),
        last_event: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The object that it tells of, as the mirror knows it now' }),
  })
  .meta({ id: 'AdminEventDetail' });

export const effectSchema = z
  .object({
    id: z.int(),
    dedupe_key: z.string(),
    topic: z.string(),
    object_type: z.string(),
    object_id: z.string(),
    customer_id: z.string().nullable(),
    created_at: instant,
    attempts: z.int(),
    next_attempt_at: instant,
    last_error: z.string().nullable(),
    done_at: instant.nullable(),
    dead_at: instant.nullable(),
  })
  .meta({ id: 'AdminEffect' });

export type SyncHealth = z.infer<typeof syncHealthSchema>;
export type SyncEvent = z.infer<typeof eventSchema>;
export type SyncEventDetail = z.infer<typeof eventDetailSchema>;
export type Effect = z.infer<typeof effectSchema>;
export type Drift = z.infer<typeof driftSchema>;

/** What becomes of an event; the first three still are to do. */
export const eventStatusSchema = z.enum([
  'received',
  'fetch',
  'failed',
  'dead',
  'processed',
  'covered',
  'stale',
  'ignored',
]);

/** Cuts a list that was read one entry too long into a page, which a number goes on below. */
export function toSeqPage<Entry>(
  entries: Entry[],
  limit: number,
  cursorOf: (entry: Entry) => number,
) {
  const data = entries.slice(0, limit);
  const last = entries.length > limit ? data.at(-1) : undefined;
  return { data, next_cursor: last === undefined ? null : cursorOf(last) };
}
