import { z } from 'zod';
import { segment, toProblem } from '../client';
import { invoiceSchema, subscriptionSchema, type Invoice, type Subscription } from '../schema';
import type { PlanChange } from './change';
import { periodEndOf, type PortalContext } from './context';
import { dropSchedule, scheduleChange, scheduledFor } from './schedule';
import { portalSubscriptionSchema } from './schema';

const anySchema = z.looseObject({});

/** The item whose price the portal changes: it handles plans with one item, as Stripe's does. */
function itemOf(subscription: Subscription, { offer, quantity }: PlanChange) {
  const item = subscription.items.data[0];
  if (item === undefined) throw new Error(`Subscription ${subscription.id} has no items.`);
  return { id: item.id, price: offer.price.id, quantity };
}

/** A change in the middle of a trial ends it, unless the configuration lets it go on. */
export function endsTrial({ configuration }: PortalContext, { status }: Subscription): boolean {
  const { trial_update_behavior: behavior } = configuration.features.subscription_update;
  return status === 'trialing' && behavior === 'end_trial';
}

function anchorOf({ configuration }: PortalContext) {
  const { billing_cycle_anchor: anchor } = configuration.features.subscription_update;
  return anchor === 'now' ? { billing_cycle_anchor: { type: 'now' } } : {};
}

/**
 * The invoice a change would make now, or null when nothing is charged for it or the API has no
 * answer; the page then explains in words.
 */
export async function previewChange(
  context: PortalContext,
  subscription: Subscription,
  change: PlanChange,
): Promise<Invoice | null> {
  const { proration_behavior } = context.configuration.features.subscription_update;
  const isLater = scheduledFor(context, subscription, change) !== null;
  if (proration_behavior === 'none' || isLater || subscription.status === 'trialing') return null;
  // A preview takes no discount off the rest of a period, and the change does.
  if (change.discount !== null) return null;
  try {
    return await context.client.post('/v1/invoices/create_preview', invoiceSchema, {
      subscription: subscription.id,
      subscription_details: {
        items: [itemOf(subscription, change)],
        proration_behavior,
        ...anchorOf(context),
      },
    });
  } catch (error) {
    // A preview is a courtesy: when the API refuses it, the change itself can still be made.
    toProblem(error);
    return null;
  }
}

/**
 * Changes the plan as the configuration says: at once and prorated, or when the period ends. A charge
 * that fails leaves the old plan in place.
 *
 * @returns whether the change has happened or is scheduled
 * @throws the API's error, a declined card among them
 */
export async function changePlan(
  context: PortalContext,
  subscription: Subscription,
  change: PlanChange,
): Promise<'updated' | 'scheduled'> {
  if (scheduledFor(context, subscription, change) !== null) {
    await scheduleChange(context, subscription, change);
    return 'scheduled';
  }
  const { client, configuration } = context;
  const { proration_behavior } = configuration.features.subscription_update;
  await client.post(`/v1/subscriptions/${segment(subscription.id)}`, subscriptionSchema, {
    items: [itemOf(subscription, change)],
    // A trial has cost nothing: there is nothing to prorate.
    ...(subscription.status !== 'trialing' && { proration_behavior }),
    payment_behavior: 'error_if_incomplete',
    ...anchorOf(context),
    ...(endsTrial(context, subscription) && { trial_end: 'now' }),
    ...(change.discount && {
      discounts: await discountsWith(context, subscription, change.discount),
    }),
  });
  await dropSchedule(context, subscription);
  return 'updated';
}

/** The discounts there are and one more: an update names all that shall remain. */
async function discountsWith(
  { client }: PortalContext,
  { id }: Subscription,
  added: NonNullable<PlanChange['discount']>,
) {
  const path = `/v1/subscriptions/${segment(id)}`;
  const { discounts } = await client.get(path, portalSubscriptionSchema);
  return [...discounts.map((discount) => ({ discount })), added];
}

/**
 * Gives the coupon to a customer who stays instead of leaving.
 *
 * @throws the API's error, for example for a coupon that is used up
 */
export async function acceptRetention(
  context: PortalContext,
  subscription: Subscription,
  coupon: string,
): Promise<void> {
  const discounts = await discountsWith(context, subscription, { coupon });
  const path = `/v1/subscriptions/${segment(subscription.id)}`;
  await context.client.post(path, subscriptionSchema, { discounts });
}

/** Why somebody left; both parts are optional. */
interface Farewell {
  feedback: string;
  comment: string;
}

/**
 * Cancels as the configuration says. At the period's end means `cancel_at`: with flexible billing
 * the portal leaves `cancel_at_period_end` false.
 *
 * @throws the API's error
 */
export async function cancelPlan(
  context: PortalContext,
  subscription: Subscription,
  farewell: Farewell,
): Promise<void> {
  const { client, configuration } = context;
  const { mode, proration_behavior: proration } = configuration.features.subscription_cancel;
  const details = Object.fromEntries(Object.entries(farewell).filter(([, text]) => text !== ''));
  const more = Object.keys(details).length === 0 ? {} : { cancellation_details: details };
  const path = `/v1/subscriptions/${segment(subscription.id)}`;
  if (mode === 'immediately') {
    await client.delete(path, subscriptionSchema, {
      ...more,
      invoice_now: proration === 'always_invoice',
      prorate: proration !== 'none',
    });
    return;
  }
  await dropSchedule(context, subscription);
  await client.post(path, subscriptionSchema, { ...more, cancel_at: periodEndOf(subscription) });
}

/** Takes a cancellation back, whichever of the two fields announced it. */
export async function resumePlan(
  { client }: PortalContext,
  subscription: Subscription,
): Promise<void> {
  await client.post(
    `/v1/subscriptions/${segment(subscription.id)}`,
    subscriptionSchema,
    subscription.cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: '' },
  );
}

/** Makes a card the one that pays; plans that name a card of their own follow. */
export async function makeDefault(
  context: PortalContext,
  paymentMethodId: string,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const { client, customer } = context;
  await client.post(`/v1/customers/${segment(customer.id)}`, anySchema, {
    invoice_settings: { default_payment_method: paymentMethodId },
  });
  await switchCard(context, paymentMethodId, subscriptions);
}

/** Lets plans that name a card of their own pay with this one from now on. */
export async function switchCard(
  { client }: PortalContext,
  paymentMethodId: string,
  subscriptions: readonly Subscription[],
): Promise<void> {
  for (const subscription of subscriptions) {
    const own = subscription.default_payment_method;
    if (own === null || own === paymentMethodId) continue;
    await client.post(`/v1/subscriptions/${segment(subscription.id)}`, subscriptionSchema, {
      default_payment_method: paymentMethodId,
    });
  }
}

export async function removeCard({ client }: PortalContext, id: string): Promise<void> {
  await client.post(`/v1/payment_methods/${segment(id)}/detach`, anySchema);
}

/** @throws the API's error, a declined card among them */
export async function payInvoice({ client }: PortalContext, id: string): Promise<void> {
  await client.post(`/v1/invoices/${segment(id)}/pay`, anySchema);
}

/** @throws the API's error, for example for an address that is none */
export async function saveInformation(
  { client, customer }: PortalContext,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  await client.post(`/v1/customers/${segment(customer.id)}`, anySchema, { ...values });
}

/** @throws the API's error, for example for a number that is not of its type */
export async function addTaxId(
  { client, customer }: PortalContext,
  taxId: { type: string; value: string },
): Promise<void> {
  await client.post(`/v1/customers/${segment(customer.id)}/tax_ids`, anySchema, taxId);
}

export async function removeTaxId({ client, customer }: PortalContext, id: string): Promise<void> {
  await client.delete(`/v1/customers/${segment(customer.id)}/tax_ids/${segment(id)}`, anySchema);
}
