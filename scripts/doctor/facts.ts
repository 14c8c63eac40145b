import { z } from 'zod';
import type { Db } from '@/lib/db/clients';

const instant = z.iso.datetime({ offset: true });

const factsSchema = z.object({
  /** Stripe's clock, seconds: the newest event that Stripe delivered by itself. */
  last_delivered: z.number().int().nullable(),
  stuck_events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      status: z.enum(['failed', 'dead']),
      error: z.string().nullable(),
    }),
  ),
  outbox_waiting_since: instant.nullable(),
  orphan_prices: z.array(z.string()),
  livemodes: z.array(z.boolean()),
});

const runSchema = z.object({ finished_at: instant.nullable() });

const healthSchema = z.object({
  events: z.object({
    waiting: z.number(),
    failed: z.number(),
    oldest_waiting_at: instant.nullable(),
  }),
  dead: z.number(),
  outbox: z.object({ waiting: z.number(), dead: z.number() }),
  runs: z.object({ sweep: runSchema.optional(), scan: runSchema.optional() }),
});

export type Facts = z.infer<typeof factsSchema> & z.infer<typeof healthSchema>;

/** How the sync is doing, see `billing.sync_health` and `billing.doctor_facts`. */
export async function readFacts(db: Db): Promise<Facts> {
  const billing = db.schema('billing');
  const [health, facts] = await Promise.all([
    billing.rpc('sync_health').throwOnError(),
    billing.rpc('doctor_facts').throwOnError(),
  ]);
  return { ...healthSchema.parse(health.data), ...factsSchema.parse(facts.data) };
}

const statesSchema = z.array(
  z.object({
    id: z.string(),
    deleted: z.boolean(),
    active: z.boolean().nullable(),
    status: z.string().nullable(),
  }),
);
export type ObjectState = z.infer<typeof statesSchema>[number];

/** What the mirror holds of these objects. */
export async function readStates(
  db: Db,
  type: string,
  ids: string[],
): Promise<Map<string, ObjectState>> {
  const { data } = await db
    .schema('billing')
    .rpc('object_states', { p_type: type, p_ids: ids })
    .throwOnError();
  return new Map(statesSchema.parse(data).map((state) => [state.id, state]));
}

/** How many objects of these types the mirror holds that are not deleted. */
export async function countObjects(db: Db, types: readonly string[]): Promise<number> {
  const { data } = await db
    .schema('billing')
    .rpc('object_count', { p_types: [...types] })
    .throwOnError();
  return z.number().parse(data);
}
