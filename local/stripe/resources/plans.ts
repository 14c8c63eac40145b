import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { StripeApiError } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import { toPlan } from '../kernel/plan-of-price';
import type { JsonObject } from '../kernel/records';
import { route } from '../kernel/route';
import { changePrice, removePlan, requirePrice } from './price-changes';
import { createPrice, type NewPrice } from './price-params';

/** The older face of recurring prices: each is a plan with the same id. */
export const planRoutes = [
  route<Stripe.PlanCreateParams>('POST /v1/plans', (account, params) =>
    toPlan(createPrice(account, toPrice(account, params))),
  ),

  route<object>('GET /v1/plans/{id}', (account, _params, id) =>
    toPlan(requirePrice(account, id, 'plan')),
  ),

  route<Stripe.PlanUpdateParams>('POST /v1/plans/{id}', (account, params, id) => {
    const price = requirePrice(account, id, 'plan');
    const { product, trial_period_days: days } = params;
    const changed = changePrice(account, price, {
      ...given(params, 'active', 'nickname'),
      ...(product === undefined
        ? {}
        : { product: account.require('product', product, 'product').id }),
      ...(days === undefined || !price.recurring
        ? {}
        : { recurring: { ...price.recurring, trial_period_days: days } }),
      metadata: mergeMetadata(price.metadata, params.metadata),
    });
    return toPlan(changed);
  }),

  route<object>('DELETE /v1/plans/{id}', (account, _params, id) => {
    removePlan(account, requirePrice(account, id, 'plan'));
    return { id, object: 'plan', deleted: true };
  }),

  route<Stripe.PlanListParams>('GET /v1/plans', (account, params) => {
    const { active, product } = params;
    const found = account.store
      .all('price')
      .filter(({ recurring, _deleted: isDeleted }) => recurring !== null && !isDeleted)
      .filter((price) => active === undefined || price.active === active)
      .filter((price) => product === undefined || price.product === product);
    const list = page(account, found, params, '/v1/plans');
    return { ...list, data: asPlans(account, list.data) };
  }),
];

/** Prices of a page as the plans they are. */
function asPlans(account: Account, shown: unknown): JsonObject[] {
  const prices = shown as { id: string }[]; // a page is a list of what was found
  return prices.map(({ id }) => toPlan(account.require('price', id)));
}

/** What a plan is as a price. */
function toPrice(account: Account, params: Stripe.PlanCreateParams): NewPrice {
  const { amount, amount_decimal: decimal, product, tiers, transform_usage: transform } = params;
  const id = params.id ?? account.store.newId('plan');
  if (account.store.any(id)) {
    throw new StripeApiError({
      status: 400,
      type: 'invalid_request_error',
      code: 'resource_already_exists',
      message: 'Plan already exists.',
      param: 'id',
    });
  }
  return {
    ...given(params, 'currency', 'active', 'billing_scheme', 'nickname', 'tiers_mode'),
    id,
    currency: params.currency,
    metadata: orNull(params.metadata) ?? {},
    ...(typeof product === 'string' ? { product } : product ? { product_data: product } : {}),
    recurring: {
      interval: params.interval,
      ...given(params, 'interval_count', 'meter', 'trial_period_days', 'usage_type'),
    },
    ...(amount === undefined ? {} : { unit_amount: amount }),
    ...(decimal === undefined ? {} : { unit_amount_decimal: decimal }),
    ...(tiers === undefined ? {} : { tiers }),
    ...(transform === undefined ? {} : { transform_quantity: transform }),
  };
}
