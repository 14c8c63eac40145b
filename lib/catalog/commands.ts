import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { toStoredPlan } from './queries';
import type { Plan } from './schema';

/** Writes the plans into the database, where SQL decides limits and rights by them. */
export async function storePlans(db: Db, plans: readonly Plan[], graceDays: number): Promise<void> {
  const { error } = await db.schema('billing').rpc('put_plans', {
    p_plans: plans.map(toStoredPlan),
    p_settings: { grace_days: graceDays },
  });
  if (error) throw new AppError('unavailable', { cause: error });
}
