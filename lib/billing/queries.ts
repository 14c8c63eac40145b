import 'server-only';
import { planById } from '@/lib/catalog/plans';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { getEntitlements } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';
import type { SubscriptionStatus } from './schema';

/** The Stripe customer of whoever the client acts for, or null before the first purchase. */
export async function findCustomer(db: Db): Promise<string | null> {
  const { data, error } = await db.schema('billing').rpc('my_customer');
  if (error) throw new AppError('unavailable', { cause: error });
  return data;
}

/** Every customer that is linked to a person, guests' purchases that he claimed included. */
export async function listCustomers(service: Db, userId: string): Promise<string[]> {
  const { data, error } = await service
    .schema('billing')
    .from('customer_links')
    .select('customer_id')
    .eq('user_id', userId);
  if (error) throw new AppError('unavailable', { cause: error });
  return data.map((row) => row.customer_id);
}

/** The subscription as the mirror knows it, in the words of the public API. */
export async function getSubscriptionStatus(db: Db): Promise<SubscriptionStatus> {
  return toSubscriptionStatus(await getEntitlements(db));
}

export function toSubscriptionStatus({ plan, subscription }: Entitlements): SubscriptionStatus {
  return {
    has_subscription: subscription !== null,
    status: subscription?.status ?? null,
    current_period_end: subscription?.currentPeriodEnd?.toISOString() ?? null,
    plan_name: planById(subscription?.plan ?? plan).name,
    cancel_at: subscription?.cancelAt?.toISOString() ?? null,
  };
}
