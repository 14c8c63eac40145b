import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import type { Period } from './calendar';
import { liveAt } from './discounts';
import type { NewLine } from './invoice-draft';
import { isMetered } from './money';
import { partsOf, supports, termsIn } from './price-amount';
import { partWords, productName } from './words';

type Item = Records['subscription_item'];

/** A price that can be subscribed to. */
export function requireRecurring(account: Account, id: string, param: string): Records['price'] {
  const price = account.require('price', id, param);
  if (!price.recurring) {
    throw invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      param,
    );
  }
  if (!price.active) {
    throw invalid('The price specified is inactive. This field only accepts active prices.', param);
  }
  return price;
}

/**
 * All items of a subscription must be billed together.
 *
 * @param currency the subscription's
 */
export function requireSameInterval(prices: Records['price'][], currency: string): void {
  const [first] = prices;
  for (const price of prices) {
    requireCurrency(price, currency, 'items');
    if (
      price.recurring?.interval !== first?.recurring?.interval ||
      price.recurring?.interval_count !== first?.recurring?.interval_count
    ) {
      throw invalid(
        'Currency and interval fields must match across all prices on a subscription.',
        'items',
      );
    }
  }
}

/** A price must have an amount in the currency that something is paid in. */
export function requireCurrency(price: Records['price'], currency: string, param: string): void {
  if (supports(price, currency)) return;
  const own = [price.currency, ...Object.keys(price._options ?? {})];
  throw invalid(
    `The price specified only supports \`${own.join('`, `')}\`. This doesn't match the expected ` +
      `currency: \`${currency}\`.`,
    param,
  );
}

interface NewItem {
  /** Left out, it gets one. */
  id?: string | undefined;
  price: Records['price'];
  quantity: number;
  period: Period;
  metadata?: Record<string, string> | undefined;
  taxRates?: string[] | undefined;
  /** Ids of its own discounts. */
  discounts?: string[] | undefined;
  /** Unix second from which usage counts; left out, from the start of the period. */
  usageFrom?: number;
}

export function createItem(account: Account, subscription: string, input: NewItem): Item {
  const { period, price } = input;
  return account.create('subscription_item', {
    ...(input.id === undefined ? {} : { id: input.id }),
    current_period_end: period.end,
    current_period_start: period.start,
    discounts: input.discounts ?? [],
    metadata: input.metadata ?? {},
    price: price.id,
    quantity: input.quantity,
    subscription,
    tax_rates: [],
    _tax_rates: input.taxRates ?? [],
    ...(isMetered(price) ? { _usage_from: input.usageFrom ?? period.start } : {}),
  });
}

export function itemsOf(account: Account, subscriptionId: string): Item[] {
  return account.store.all('subscription_item', 'subscription', subscriptionId);
}

export function priceOf(account: Account, item: Item): Records['price'] {
  return account.require('price', item.price);
}

/** The running period; all items of a subscription share it. */
export function periodOf(account: Account, subscriptionId: string): Period {
  const [item] = itemsOf(account, subscriptionId);
  return { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 };
}

/** Moves every item to a period. */
export function setPeriod(account: Account, subscriptionId: string, period: Period): void {
  for (const { id } of itemsOf(account, subscriptionId)) {
    account.change('subscription_item', id, null, {
      current_period_end: period.end,
      current_period_start: period.start,
    });
  }
}

/**
 * Invoice lines for a whole period of every item; nothing to pay during a trial. What is used is
 * billed afterwards and has no line here.
 */
export function periodLines(
  account: Account,
  subscriptionId: string,
  period: Period,
  isTrial = false,
): NewLine[] {
  const { currency } = account.require('subscription', subscriptionId);
  return itemsOf(account, subscriptionId).flatMap((item) => {
    const price = priceOf(account, item);
    if (isMetered(price)) return [];
    const quantity = item.quantity ?? 1;
    if (!isTrial) return itemLines(account, item, quantity, currency, period);
    const description = `Trial period for ${productName(account, price)}`;
    return [{ ...lineOf(account, item, price, period), amount: 0, description, quantity }];
  });
}

/** Invoice lines for a quantity of an item's price, one for each part that the price has. */
export function itemLines(
  account: Account,
  item: Item,
  quantity: number | string,
  currency: string,
  period: Period,
): NewLine[] {
  const price = priceOf(account, item);
  return partsOf(price, quantity, currency).map((part) => ({
    ...lineOf(account, item, price, period),
    amount: part.amount,
    description: partWords(account, price, part, currency),
    quantity: Math.trunc(Number(part.quantity)),
    quantityDecimal: part.quantity,
    unitAmountDecimal: termsIn(price, currency).unit_amount_decimal,
  }));
}

function lineOf(account: Account, item: Item, price: Records['price'], period: Period) {
  return {
    discounts: liveAt(account, item.discounts, period.start),
    invoiceItem: null,
    isProration: false,
    period,
    price,
    subscription: item.subscription,
    subscriptionItem: item.id,
    taxRates: item._tax_rates ?? [],
  };
}
