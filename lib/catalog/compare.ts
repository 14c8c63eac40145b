import type Stripe from 'stripe';
import type { Fields } from './three-way';
import type { Plan, PlanPrice } from './schema';

/** A plan that is sold: it has a product. */
export interface PaidPlan extends Plan {
  productId: string;
}

export function isPaid(plan: Plan): plan is PaidPlan {
  return plan.productId !== null;
}

/** Stands before a plan's name where customers read it: on checkout pages, invoices and receipts. */
export const productPrefix = 'Cue ';

/** The fields of a Stripe product that code owns; anything else there may be changed by hand. */
export function productFields(plan: Plan) {
  return {
    name: `${productPrefix}${plan.name}`,
    description: plan.summary,
    active: true,
    cue_plan: plan.id,
  } satisfies Fields;
}

/** The same fields as a product at Stripe has them. */
export function fieldsOfProduct({ name, description, active, metadata }: Stripe.Product): Fields {
  return { name, description, active, cue_plan: metadata.cue_plan ?? null };
}

/** The fields of a Stripe price that code owns. */
export function priceFields(price: PlanPrice, productId: string) {
  return {
    lookup_key: price.lookupKey,
    product: productId,
    unit_amount: price.amountMinor,
    currency: price.currency,
    interval: price.interval,
    interval_count: 1,
    active: true,
  } satisfies Fields;
}

/** The same fields as a price at Stripe has them. */
export function fieldsOfPrice(price: Stripe.Price): Fields {
  return {
    lookup_key: price.lookup_key,
    product: idOf(price.product),
    unit_amount: price.unit_amount,
    currency: price.currency,
    interval: price.recurring?.interval ?? null,
    interval_count: price.recurring?.interval_count ?? null,
    active: price.active,
  };
}

/** What of a price can be changed; for anything else there has to be another one. */
export const changeablePriceFields: readonly string[] = ['active', 'lookup_key'];

/** The id behind a reference that Stripe may have expanded. */
export function idOf(reference: string | { id: string }): string {
  return typeof reference === 'string' ? reference : reference.id;
}

/** `4000`, `usd` as `40.00 USD`. */
export function formatAmount(amountMinor: number, currency: string): string {
  return `${(amountMinor / 100).toFixed(2)} ${currency.toUpperCase()}`;
}
