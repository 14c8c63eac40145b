import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import type { Plan } from './schema';

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
