import 'server-only';
import { planUnlocking } from '@/lib/catalog/plans';
import type { Feature } from '@/lib/catalog/schema';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { entitlementsSchema, type Entitlements } from './schema';

/**
 * What the person behind a client may do: plan, features, limits and usage in one round trip.
 *
 * @param db the database as that person
 * @throws AppError `unavailable`
 */
export async function getEntitlements(db: Db): Promise<Entitlements> {
  const { data, error } = await db.schema('billing').rpc('my_entitlements');
  if (error !== null) throw new AppError('unavailable', { cause: error });
  return entitlementsSchema.parse(data);
}

/**
 * Stops where the plan does not include a feature.
 *
 * @throws AppError `plan_required`, naming the cheapest plan that has it
 */
export function requireFeature(entitlements: Entitlements, feature: Feature): void {
  if (entitlements.features.includes(feature)) return;
  const plan = planUnlocking(feature);
  throw new AppError('plan_required', {
    detail: `This is part of ${plan.name}.`,
    upgradeTo: plan.id,
  });
}
