import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import type { Plan } from './schema';
import { nothingPushed, type Memory } from './three-way';

/** A plan as the database keeps it. */
export function toStoredPlan(plan: Plan) {
  return {
    id: plan.id as string,
    rank: plan.rank,
    name: plan.name,
    product_id: plan.productId,
    features: plan.features as string[],
    limits: plan.limits,
  };
}

/** True when the database decides by exactly these plans and days of grace. */
export async function arePlansStored(
  db: Db,
  plans: readonly Plan[],
  graceDays: number,
): Promise<boolean> {
  const billing = db.schema('billing');
  const [stored, settings] = await Promise.all([
    billing.from('plans').select('id, rank, name, product_id, features, limits').order('rank'),
    billing.from('settings').select('grace_days').single(),
  ]);
  const error = stored.error ?? settings.error;
  if (error) throw new AppError('unavailable', { cause: error });
  return (
    settings.data?.grace_days === graceDays &&
    isDeepStrictEqual(stored.data, plans.map(toStoredPlan))
  );
}

/** Test and live mode are two catalogs. */
export type CatalogEnv = 'test' | 'live';

const fieldsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).nullable(),
);

const memorySchema = z.object({
  ops: z.array(
    z.object({
      key: z.string(),
      status: z.enum(['begun', 'done', 'failed']),
      desired: fieldsSchema,
      adopted: fieldsSchema,
      stripe_id: z.string().nullable(),
    }),
  ),
  ids: z.array(z.string()),
  marked: z.array(z.string()),
});

/** What is remembered of one thing, and under which id Stripe has it. */
export interface KeyMemory extends Memory {
  stripeId: string | null;
  /** The last request was sent, and nobody knows what became of it. */
  isBegun: boolean;
}

/** What is remembered of the pushes so far. */
export interface CatalogMemory {
  of: (key: string) => KeyMemory;
  /** Objects that a push made or replaced. */
  ids: ReadonlySet<string>;
  /** Products that were pushed and are for sale, as far as is known here. */
  sold: readonly string[];
}

/** Reads what earlier pushes left behind; see `billing.catalog_memory`. */
export async function readCatalogMemory(db: Db, env: CatalogEnv): Promise<CatalogMemory> {
  const { data, error } = await db.schema('billing').rpc('catalog_memory', { p_env: env });
  if (error) throw new AppError('unavailable', { cause: error });
  const { ops, ids, marked } = memorySchema.parse(data);
  const of = (key: string): KeyMemory => {
    const all = ops.filter((op) => op.key === key);
    const last = all.at(-1);
    if (last === undefined) return { ...nothingPushed, stripeId: null, isBegun: false };
    return {
      pushed: all.map(({ desired }) => desired),
      isDone: last.status === 'done',
      isBegun: last.status === 'begun',
      adopted: all.find(({ status }) => status === 'done')?.adopted ?? {},
      stripeId: all.findLast(({ stripe_id: id }) => id !== null)?.stripe_id ?? null,
    };
  };
  const pushed = ops.flatMap(({ key, desired }) =>
    key.startsWith('product:') && desired.active === true ? [key.slice('product:'.length)] : [],
  );
  return { of, ids: new Set(ids), sold: [...new Set([...marked, ...pushed])].sort() };
}
