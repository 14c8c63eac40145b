import type Stripe from 'stripe';
import { isMetered } from '../billing/money';
import { requireCurrency, requireSameInterval } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import type { CheckoutLine, CheckoutOption } from '../kernel/checkout-draft';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import type { SessionMode } from './checkout-params';
import { createPrice } from './price-params';
import { taxRatesOf } from './tax-rates';

type Create = Stripe.Checkout.SessionCreateParams;
type Item = Stripe.Checkout.SessionCreateParams.LineItem;
type Price = Records['price'];

/** Quantities that a customer may choose when the request names no limits. */
const ADJUSTABLE = { minimum: 0, maximum: 99 };
const QUANTITY_MAX = 999_999;

/** What a new session sells and what may be added to it. */
export function linesOf(
  account: Account,
  mode: SessionMode,
  { currency, line_items: items, optional_items: optional }: Create,
): { lines: CheckoutLine[]; options: CheckoutOption[] } {
  if (mode === 'setup') {
    if (items) throw invalid('You can not pass `line_items` in `setup` mode.', 'line_items');
    if (optional) throw invalid('You can not pass `optional_items` in `setup` mode.');
    return { lines: [], options: [] };
  }
  if (!items || items.length === 0) throw missing('line_items');
  const lines = items.map((item, at) => lineOf(account, item, `line_items[${at}]`));
  const options = (optional ?? []).map((each, at) => {
    const param = `optional_items[${at}]`;
    const price = requireActive(account, each.price, `${param}[price]`);
    if (isMetered(price)) throw notBuilt('metered prices as optional items');
    const adjustable = adjustableOf(each.adjustable_quantity, `${param}[adjustable_quantity]`);
    return { price: price.id, quantity: each.quantity, adjustable };
  });
  const ids = [...lines, ...options].map(({ price }) => price);
  const prices = ids.map((id) => account.require('price', id));
  checkPrices(mode, prices.slice(0, lines.length), currency?.toLowerCase());
  for (const price of prices) {
    requireCurrency(price, currency?.toLowerCase() ?? prices[0]?.currency ?? '', 'line_items');
  }
  if (mode === 'payment' && prices.some(({ recurring }) => recurring !== null)) {
    throw invalid('Optional items in `payment` mode must have one-time prices.', 'optional_items');
  }
  return { lines, options };
}

/** One thing to sell, as a request names it. */
export function lineOf(account: Account, item: Item, param: string): CheckoutLine {
  const price = priceOf(account, item, param);
  const adjustable = adjustableOf(item.adjustable_quantity, `${param}[adjustable_quantity]`);
  const quantity = quantityOf(price, item.quantity, param);
  if (adjustable && (quantity < adjustable.minimum || quantity > adjustable.maximum)) {
    throw invalid(
      'The quantity must lie between the minimum and the maximum of `adjustable_quantity`.',
      `${param}[quantity]`,
    );
  }
  return {
    id: account.store.newId('item'),
    price: price.id,
    quantity,
    adjustable,
    metadata: mergeMetadata({}, item.metadata),
    taxRates: taxRatesOf(account, item.tax_rates, `${param}[tax_rates]`) ?? [],
    isOptional: false,
  };
}

/** How far a customer may change a quantity, or null when they may not. */
export function adjustableOf(
  params: Item['adjustable_quantity'],
  param: string,
): CheckoutLine['adjustable'] {
  if (!params?.enabled) return null;
  const { minimum = ADJUSTABLE.minimum, maximum = ADJUSTABLE.maximum } = params;
  if (minimum < 0 || maximum > QUANTITY_MAX || maximum < 1 || minimum > maximum) {
    throw invalid('`minimum` and `maximum` must lie between 0 and 999999.', param);
  }
  return { minimum, maximum };
}

/** What is used has no quantity; it counts as one thing to subscribe to. */
function quantityOf(price: Price, quantity: number | undefined, param: string): number {
  if (isMetered(price)) {
    if (quantity === undefined) return 1;
    throw invalid(
      `Quantity should not be specified where usage_type is \`metered\`. Remove quantity from \`${param}\``,
      `${param}[quantity]`,
    );
  }
  if (price.custom_unit_amount) throw notBuilt('prices with custom_unit_amount at the checkout');
  if (quantity === undefined) throw missing(`${param}[quantity]`);
  if (quantity < 0 || quantity > QUANTITY_MAX) {
    throw invalid('Invalid quantity.', `${param}[quantity]`, 'parameter_invalid_integer');
  }
  return quantity;
}

function priceOf(account: Account, item: Item, param: string): Price {
  if (item.price !== undefined) return requireActive(account, item.price, `${param}[price]`);
  if (!item.price_data) throw missing(`${param}[price]`);
  const { tax_behavior: behavior, ...data } = item.price_data;
  return createPrice(account, {
    ...data,
    ...(behavior === undefined ? {} : { tax_behavior: behavior }),
  });
}

function requireActive(account: Account, id: string, param: string): Price {
  const price = account.require('price', id, param);
  if (price.active) return price;
  throw invalid('The price specified is inactive. This field only accepts active prices.', param);
}

function checkPrices(mode: SessionMode, prices: Price[], wanted: string | undefined): void {
  const recurring = prices.filter((price) => price.recurring !== null);
  if (mode === 'payment' && recurring.length > 0) {
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'mode',
    );
  }
  if (mode !== 'subscription') return;
  if (recurring.length === 0) {
    throw invalid(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
      'mode',
    );
  }
  requireSameInterval(recurring, wanted ?? recurring[0]?.currency ?? '');
}
