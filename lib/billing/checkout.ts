import 'server-only';
import type Stripe from 'stripe';
import { findByLookupKey, priceOf } from '@/lib/catalog/plans';
import { AppError } from '@/lib/errors/app-error';
import type { BillingDeps } from './deps';
import type { CheckoutRequest } from './schema';

/** Statuses in which a subscription is over; every other one is changed, not bought again. */
const ended = new Set<Stripe.Subscription.Status>(['canceled', 'incomplete_expired', 'incomplete']);

export function isEnded(subscription: Stripe.Subscription): boolean {
  return ended.has(subscription.status);
}

/** The lookup key that a request names; its schema lets only known plans through. */
export function lookupKeyOf(request: CheckoutRequest): string {
  return 'lookup_key' in request
    ? request.lookup_key
    : priceOf(request.tier, request.interval).lookupKey;
}

/**
 * The active Stripe price behind a lookup key of ours.
 *
 * @throws AppError `unavailable` when the catalog was not pushed to this Stripe account
 */
export async function requirePrice(stripe: Stripe, lookupKey: string): Promise<Stripe.Price> {
  if (findByLookupKey(lookupKey) === null) throw new AppError('not_found');
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
  const price = data[0];
  if (price !== undefined) return price;
  throw new AppError('unavailable', {
    detail: 'This plan cannot be bought at the moment. You were not charged.',
    cause: new Error(`Stripe has no active price "${lookupKey}"; run npm run stripe:push`),
  });
}

/**
 * Makes sure that this customer cannot end up paying twice: sessions that are still open in another
 * tab are closed first, so that none can complete behind the look at his subscriptions. Stripe is
 * asked and not the mirror, because the mirror may be a moment behind.
 *
 * @throws AppError `already_subscribed`
 */
export async function requireNoSubscription(
  { stripe }: BillingDeps,
  customerId: string,
): Promise<void> {
  const open = await stripe.checkout.sessions.list({ customer: customerId, status: 'open' });
  // One that completes at this very moment refuses to expire; the next look finds what it bought.
  await Promise.allSettled(open.data.map((session) => stripe.checkout.sessions.expire(session.id)));
  const { data } = await stripe.subscriptions.list({ customer: customerId, status: 'all' });
  if (data.every(isEnded)) return;
  throw new AppError('already_subscribed', {
    detail: 'Change your plan from your account page instead of buying a second one.',
  });
}
