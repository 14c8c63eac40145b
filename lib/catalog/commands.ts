import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { toStoredPlan, type CatalogEnv } from './queries';
import type { Plan } from './schema';
import type { Fields } from './three-way';

/** Writes the plans into the database, where SQL decides limits and rights by them. */
export async function storePlans(db: Db, plans: readonly Plan[], graceDays: number): Promise<void> {
  const { error } = await db.schema('billing').rpc('put_plans', {
    p_plans: plans.map(toStoredPlan),
    p_settings: { grace_days: graceDays },
  });
  if (error) throw new AppError('unavailable', { cause: error });
}

/** A change at Stripe that is about to be made. */
export interface Operation {
  env: CatalogEnv;
  /** What is changed: `product:cue_pro`, `price:pro_monthly`, ... */
  key: string;
  /** Of the request, so that the same one is known again. */
  hash: string;
  /** The owned fields as they are when it is done. */
  desired: Fields;
  /** Fields that are accepted as they are at Stripe, with what the code says. */
  adopted?: Fields;
  stripeId?: string | null;
  /** The object that this one takes the place of. */
  replaces?: string | null;
}

/** Notes an operation before it is sent; answers its generation, see `billing.begin_catalog_op`. */
export async function beginOperation(db: Db, operation: Operation): Promise<number> {
  const { data, error } = await db.schema('billing').rpc('begin_catalog_op', {
    p_op: {
      env: operation.env,
      key: operation.key,
      desired_hash: operation.hash,
      desired: operation.desired,
      adopted: operation.adopted ?? {},
      stripe_id: operation.stripeId ?? null,
      replaces: operation.replaces ?? null,
    },
  });
  if (error) throw new AppError('unavailable', { cause: error });
  return data;
}

/** Notes how an operation ended: done as an object, or why not. */
export async function endOperation(
  db: Db,
  { env, key }: Operation,
  generation: number,
  end: { stripeId: string } | { error: string },
): Promise<void> {
  const { error } = await db.schema('billing').rpc('end_catalog_op', {
    p_env: env,
    p_key: key,
    p_generation: generation,
    ...('stripeId' in end ? { p_stripe_id: end.stripeId } : { p_error: end.error }),
  });
  if (error) throw new AppError('unavailable', { cause: error });
}
