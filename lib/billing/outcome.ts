import type Stripe from 'stripe';
import { findByLookupKey, plans } from '@/lib/catalog/plans';
import { paidPlanIdSchema, type PaidPlanId } from '@/lib/catalog/schema';
import type { CheckoutOutcome } from './schema';

/** The plan that a checkout session sells; null for one that sells none of ours. */
export function tierOf(session: Stripe.Checkout.Session): PaidPlanId | null {
  const price = session.line_items?.data[0]?.price;
  if (price === null || price === undefined) return null;
  const product = typeof price.product === 'string' ? price.product : price.product.id;
  // The lookup key moves on when an amount changes; the product stays.
  const plan =
    findByLookupKey(price.lookup_key ?? '')?.plan ??
    plans.find((candidate) => candidate.productId === product);
  const result = paidPlanIdSchema.safeParse(plan?.id);
  return result.success ? result.data : null;
}

/** What the buyer should do now, in order. */
export function nextStepsOf(status: CheckoutOutcome['status'], isSignedIn: boolean): string[] {
  if (status === 'open') return ['Finish the payment to start your plan.'];
  if (status === 'expired') return ['Nothing was charged. Choose a plan to start again.'];
  return isSignedIn
    ? ['Your plan is active.', 'Manage it any time from your account page.']
    : ['Sign in with the e-mail address you paid with.', 'Your plan is then yours to use.'];
}
