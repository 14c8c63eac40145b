import 'server-only';
import type { SessionUser } from '@/lib/auth/session';
import { syncCustomer } from '@/lib/stripe/sync/sync';
import { isEnded } from './checkout';
import type { BillingDeps } from './deps';
import { isMissing, withStripeErrors } from './provider-errors';
import { listCustomers } from './queries';

/** Ends what a customer still pays for; a customer that Stripe no longer has pays for nothing. */
async function cancelCustomer(deps: BillingDeps, customerId: string): Promise<number> {
  const { stripe, service } = deps;
  const open = await stripe.checkout.sessions.list({ customer: customerId, status: 'open' });
  await Promise.allSettled(open.data.map((session) => stripe.checkout.sessions.expire(session.id)));
  const { data } = await stripe.subscriptions.list({ customer: customerId, status: 'all' });
  const live = data.filter((subscription) => !isEnded(subscription));
  for (const subscription of live) await stripe.subscriptions.cancel(subscription.id);
  await syncCustomer({ stripe, db: service }, customerId);
  return live.length;
}

/**
 * Ends every subscription of a person at once, on all customers that were ever linked to him.
 *
 * @returns how many were ended
 */
export function cancelAllSubscriptions(deps: BillingDeps, user: SessionUser): Promise<number> {
  return withStripeErrors(async () => {
    let count = 0;
    for (const customerId of await listCustomers(deps.service, user.id)) {
      count += await cancelCustomer(deps, customerId).catch((error: unknown) => {
        if (isMissing(error)) return 0;
        throw error;
      });
    }
    return count;
  });
}
