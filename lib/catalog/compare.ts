import type Stripe from 'stripe';
import type { Plan, PlanPrice } from './schema';

/** A plan that is sold: it has a product. */
export interface PaidPlan extends Plan {
  productId: string;
}

export function isPaid(plan: Plan): plan is PaidPlan {
  return plan.productId !== null;
}

/** The fields of a Stripe product that code owns; anything else there may be changed by hand. */
export function productFields(plan: Plan) {
  return {
    name: `Cue ${plan.name}`,
    description: plan.summary,
    active: true,
    metadata: { cue_plan: plan.id },
  };
}

/** The owned fields in which a product differs from its plan. */
export function productDifferences(product: Stripe.Product, plan: Plan): string[] {
  const desired = productFields(plan);
  return [
    ...(product.name === desired.name ? [] : ['name']),
    ...(product.description === desired.description ? [] : ['description']),
    ...(product.active ? [] : ['active']),
    ...(product.metadata.cue_plan === plan.id ? [] : ['metadata']),
  ];
}

/** True when a Stripe price is what the plan asks for; amounts cannot be changed, only replaced. */
export function isSamePrice(price: Stripe.Price, desired: PlanPrice, productId: string): boolean {
  return (
    price.active &&
    price.unit_amount === desired.amountMinor &&
    price.currency === desired.currency &&
    price.recurring?.interval === desired.interval &&
    price.recurring.interval_count === 1 &&
    idOf(price.product) === productId
  );
}

/** The id behind a reference that Stripe may have expanded. */
export function idOf(reference: string | { id: string }): string {
  return typeof reference === 'string' ? reference : reference.id;
}

/** `4000`, `usd` as `40.00 USD`. */
export function formatAmount(amountMinor: number, currency: string): string {
  return `${(amountMinor / 100).toFixed(2)} ${currency.toUpperCase()}`;
}
