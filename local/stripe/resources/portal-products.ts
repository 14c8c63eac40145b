import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Update =
  | Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate
  | Stripe.BillingPortal.ConfigurationUpdateParams.Features.SubscriptionUpdate
  | undefined;
type Product = NonNullable<
  Records['billing_portal.configuration']['features']['subscription_update']['products']
>[number];

const PARAM = 'features[subscription_update]';
const PRODUCTS_MAX = 10;

/**
 * Checks what a configuration lets subscribers switch between.
 *
 * @param current the products there are, which an update may leave as they are
 * @throws StripeApiError 400 as Stripe answers: a product and its prices belong together, and each
 *   interval occurs once
 */
export function requireProducts(
  account: Account,
  params: Update,
  current: readonly Product[] | null | undefined,
): void {
  const products = params?.products === undefined ? undefined : (orNull(params.products) ?? []);
  if (params?.enabled === true) {
    if ((products ?? current ?? []).length === 0) throw missing(`${PARAM}[products]`);
    if (current === undefined && params.default_allowed_updates === undefined) {
      throw missing(`${PARAM}[default_allowed_updates]`);
    }
  }
  if ((products ?? []).length > PRODUCTS_MAX) {
    throw invalid(`A configuration has at most ${PRODUCTS_MAX} products.`, `${PARAM}[products]`);
  }
  (products ?? []).forEach((product, at) =>
    requireProduct(account, product, `${PARAM}[products][${at}]`),
  );
}

function requireProduct(
  account: Account,
  {
    product,
    prices,
    adjustable_quantity: adjustable,
  }: {
    product: string;
    prices: string[];
    adjustable_quantity?: { maximum?: number; minimum?: number };
  },
  param: string,
): void {
  account.require('product', product, `${param}[product]`);
  const intervals = prices.map((id, at) => {
    const price = account.require('price', id, `${param}[prices][${at}]`);
    if (price.product !== product) {
      throw invalid(
        `The price \`${id}\` does not belong to the product \`${product}\`.`,
        `${param}[prices][${at}]`,
      );
    }
    if (!price.recurring) {
      throw invalid(
        `The price \`${id}\` is not recurring; only recurring prices can be offered.`,
        `${param}[prices][${at}]`,
      );
    }
    return `${price.recurring.interval_count} ${price.recurring.interval} ${price.currency}`;
  });
  if (new Set(intervals).size < intervals.length) {
    throw invalid('For each product, its price must have unique billing intervals.', param);
  }
  const { maximum, minimum = 1 } = adjustable ?? {};
  if (maximum !== undefined && maximum < minimum) {
    throw invalid(
      'The maximum quantity must not be below the minimum.',
      `${param}[adjustable_quantity][maximum]`,
    );
  }
}
