import 'server-only';
import { openPortal, startCheckout } from '@/lib/billing/commands';
import type { BillingDeps } from '@/lib/billing/deps';
import type { Interval, PaidPlanId } from '@/lib/catalog/schema';
import { isAppError } from '@/lib/errors/app-error';

interface PlanChoice {
  tier: PaidPlanId;
  interval: Interval;
  /** A guest's address; the purchase is claimed by signing in with it. */
  email?: string | undefined;
  /** A path of this app to lead back to once it is paid. */
  back?: string | undefined;
}

/**
 * Where somebody goes who wants a plan: to Stripe's checkout, or, with a subscription already, to
 * the portal to change it. Nobody can end up paying twice.
 */
export async function planUrl(deps: BillingDeps, choice: PlanChoice): Promise<string> {
  const { tier, interval, email, back } = choice;
  const andBack = back === undefined ? '' : `&back=${encodeURIComponent(back)}`;
  try {
    const { url } = await startCheckout(deps, {
      tier,
      interval,
      email,
      success_url: `/billing/success?session_id={CHECKOUT_SESSION_ID}${andBack}`,
      cancel_url: `/billing/cancel?plan=${tier}&interval=${interval}${andBack}`,
    });
    return url;
  } catch (error) {
    if (!isAppError(error) || error.code !== 'already_subscribed') throw error;
    const { url } = await openPortal(deps, {
      flow: 'subscription_update',
      return_url: back ?? '/account',
    });
    return url;
  }
}
