import 'server-only';
import type Stripe from 'stripe';
import { getEntitlements } from '@/lib/entitlements/queries';
import { AppError } from '@/lib/errors/app-error';
import { syncCustomer } from '@/lib/stripe/sync/sync';
import { lookupKeyOf, requireNoSubscription, requirePrice } from './checkout';
import { requireCustomer } from './customer';
import type { BillingDeps } from './deps';
import { limitGuest } from './guest-limit';
import { nextStepsOf, tierOf } from './outcome';
import { isMissing, withStripeErrors } from './provider-errors';
import { findPortalConfiguration } from '@/lib/catalog/portal';
import { findCustomer } from './queries';
import { requireReturnUrl, returnPaths } from './return-url';
import {
  checkoutStatusSchema,
  type CheckoutOutcome,
  type CheckoutRequest,
  type PortalFlow,
  type PortalRequest,
} from './schema';

export interface StartedCheckout {
  /** Stripe's hosted page; send the browser there. */
  url: string;
  sessionId: string;
}

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** Who pays: a person's own customer, or a guest by e-mail whose purchase is claimed later. */
async function payerOf(deps: BillingDeps, email: string | undefined): Promise<SessionParams> {
  const { user, db } = deps;
  if (user !== null && db !== null) {
    const customer = await requireCustomer(deps, user, db);
    if (!customer.isNew) await requireNoSubscription(deps, customer.id);
    const metadata = { cue_user_id: user.id };
    return {
      customer: customer.id,
      client_reference_id: user.id,
      metadata,
      subscription_data: { metadata },
    };
  }
  if (email === undefined) {
    throw new AppError('invalid_fields', {
      detail: 'Check email.',
      fields: [{ path: 'email', message: 'Write your e-mail address, or sign in first' }],
    });
  }
  await limitGuest(deps.clientAddress, email);
  // Whether this address has an account or a plan is not looked at: the answer would tell anybody.
  const metadata = { cue_guest: 'true' };
  return { customer_email: email, metadata, subscription_data: { metadata } };
}

/**
 * Starts the purchase of a plan on Stripe's hosted page.
 *
 * @throws AppError `already_subscribed`, `invalid_fields` (return URL, a guest's e-mail),
 *   `unavailable`, `provider_failed`
 */
export function startCheckout(
  deps: BillingDeps,
  request: CheckoutRequest,
): Promise<StartedCheckout> {
  const { stripe, origin } = deps;
  const success_url = requireReturnUrl(
    origin,
    request.success_url,
    'success_url',
    returnPaths.checkoutSuccess,
  );
  const cancel_url = requireReturnUrl(
    origin,
    request.cancel_url,
    'cancel_url',
    returnPaths.checkoutCancel,
  );
  return withStripeErrors(async () => {
    const price = await requirePrice(stripe, lookupKeyOf(request));
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: price.id, quantity: 1 }],
      allow_promotion_codes: true,
      success_url,
      cancel_url,
      ...(await payerOf(deps, request.email)),
    });
    if (session.url === null) throw new AppError('provider_failed');
    return { url: session.url, sessionId: session.id };
  });
}

/** A session of a signed-in person is nobody else's business; a guest's is known by its id alone. */
function isBuyer(session: Stripe.Checkout.Session, deps: BillingDeps): boolean {
  return session.client_reference_id === null || session.client_reference_id === deps.user?.id;
}

/**
 * What became of a checkout: asks Stripe, and brings that customer into the mirror at once, so that
 * the plan is there before the webhook. It grants nothing by itself and signs nobody in.
 *
 * @throws AppError `not_found` for an unknown session and for somebody else's
 */
export function completeCheckout(deps: BillingDeps, sessionId: string): Promise<CheckoutOutcome> {
  return withStripeErrors(async () => {
    const session = await deps.stripe.checkout.sessions
      .retrieve(sessionId, { expand: ['line_items'] })
      .catch((error: unknown) => {
        if (isMissing(error)) throw new AppError('not_found');
        throw error;
      });
    if (!isBuyer(session, deps)) throw new AppError('not_found');
    const { customer } = session;
    const customerId = typeof customer === 'string' ? customer : customer?.id;
    if (customerId !== undefined) {
      await syncCustomer({ stripe: deps.stripe, db: deps.service }, customerId);
    }
    // Stripe's enums are open: a word that we do not know means that nothing is decided yet.
    const status = checkoutStatusSchema.catch('open').parse(session.status);
    return {
      status,
      email: session.customer_details?.email ?? session.customer_email,
      tier: tierOf(session),
      next_steps: nextStepsOf(status, deps.user !== null),
    };
  });
}

/** The portal opened at one task; the subscription comes from the mirror, not from the request. */
async function flowData(
  deps: BillingDeps,
  flow: PortalFlow | undefined,
): Promise<Stripe.BillingPortal.SessionCreateParams.FlowData | null> {
  if (flow === undefined || deps.db === null) return null;
  if (flow === 'payment_method_update') return { type: flow };
  const { subscription } = await getEntitlements(deps.db);
  if (subscription === null) return null;
  return flow === 'subscription_update'
    ? { type: flow, subscription_update: { subscription: subscription.id } }
    : { type: flow, subscription_cancel: { subscription: subscription.id } };
}

/**
 * Opens Stripe's billing portal for the signed-in person.
 *
 * @throws AppError `unauthenticated`, `not_found` before the first purchase, `invalid_fields`,
 *   `unavailable`, `provider_failed`
 */
export async function openPortal(
  deps: BillingDeps,
  request: PortalRequest,
): Promise<{ url: string }> {
  const return_url = requireReturnUrl(
    deps.origin,
    request.return_url,
    'return_url',
    returnPaths.portal,
  );
  if (deps.db === null) throw new AppError('unauthenticated');
  const customer = await findCustomer(deps.db);
  if (customer === null) {
    throw new AppError('not_found', {
      detail: 'There is nothing to manage before you buy a plan.',
    });
  }
  return withStripeErrors(async () => {
    const [flow, configuration] = await Promise.all([
      flowData(deps, request.flow),
      findPortalConfiguration(deps.stripe),
    ]);
    const session = await deps.stripe.billingPortal.sessions.create({
      customer,
      return_url,
      ...(configuration !== null && { configuration: configuration.id }),
      ...(flow !== null && { flow_data: flow }),
    });
    return { url: session.url };
  });
}
