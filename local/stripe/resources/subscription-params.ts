import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing, noSuch, notBuilt } from '../kernel/errors';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import type { ItemChange } from '../billing/change';
import { amountOf, isMetered } from '../billing/money';
import {
  itemsOf,
  periodOf,
  requireCurrency,
  requireRecurring,
} from '../billing/subscription-items';
import { createPrice } from './price-params';
import { taxRatesOf } from './tax-rates';

type Create = Stripe.SubscriptionCreateParams;
type Update = Stripe.SubscriptionUpdateParams;

/** Parameters that would change what is billed and that the emulator cannot do yet. */
const NOT_BUILT = [
  'add_invoice_items',
  'backdate_start_date',
  'billing_schedules',
  'billing_thresholds',
  'pending_invoice_item_interval',
  'transfer_data',
] as const;

/** Refuses loudly what would otherwise be ignored in silence. */
export function refuseUnbuilt(params: Create | Update): void {
  for (const name of NOT_BUILT) {
    const value: unknown = (params as Record<string, unknown>)[name];
    if (value !== undefined && value !== null) throw notBuilt(`${name} of subscriptions`);
  }
  if (params.payment_behavior === 'pending_if_incomplete') {
    throw notBuilt('payment_behavior pending_if_incomplete');
  }
  if (params.automatic_tax?.enabled) throw notBuilt('automatic_tax of subscriptions');
}

/** The items of a new subscription. */
export function newItems(account: Account, { items }: Create) {
  if (!items || items.length === 0) throw missing('items');
  return items.map((item, at) => {
    const price = priceOfItem(account, item, `items[${at}]`) ?? failWithoutPrice(at);
    refuseQuantity(price, item, at);
    return {
      price,
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata({}, item.metadata),
      taxRates: taxRatesOf(account, item.tax_rates, `items[${at}][tax_rates]`),
    };
  });
}

/** What is used has no quantity: it is counted. */
function refuseQuantity(price: Records['price'], item: { quantity?: number }, at: number): void {
  if (!isMetered(price) || item.quantity === undefined) return;
  throw invalid(
    `Quantity should not be specified where usage_type is \`metered\`. Remove quantity from \`items[${at}]\``,
    `items[${at}][quantity]`,
  );
}

/** What a new subscription buys at once, in a currency that all of its prices support. */
export function purchaseOf(
  { currency: wanted }: Create,
  items: readonly { price: Records['price']; quantity: number }[],
  customer: string,
): { amount: number; currency: string; customer: string } {
  const currency = wanted?.toLowerCase() ?? items[0]?.price.currency ?? '';
  let amount = 0;
  for (const { price, quantity } of items) {
    requireCurrency(price, currency, 'items');
    if (!isMetered(price)) amount += amountOf(price, quantity, currency);
  }
  return { amount, currency, customer };
}

/** What an update does to each item it names; null when it names none. */
export function itemChanges(
  account: Account,
  subscription: Records['subscription'],
  { items }: Update,
): ItemChange[] | null {
  if (!items) return null;
  const current = itemsOf(account, subscription.id);
  return items.map((item, at) => {
    const existing = item.id === undefined ? null : current.find(({ id }) => id === item.id);
    if (existing === undefined)
      throw noSuch('subscription_item', item.id ?? '', `items[${at}][id]`);
    const price =
      priceOfItem(account, item, `items[${at}]`) ??
      (existing ? account.require('price', existing.price) : failWithoutPrice(at));
    refuseQuantity(price, item, at);
    return {
      item: existing,
      price,
      quantity: item.quantity ?? existing?.quantity ?? 1,
      deleted: item.deleted === true,
      metadata: mergeMetadata(existing?.metadata ?? {}, item.metadata),
      taxRates: taxRatesOf(account, item.tax_rates, `items[${at}][tax_rates]`),
    };
  });
}

/**
 * When a trial ends: given as a time, `now`, or in days.
 *
 * @returns Unix seconds, or null for no trial
 */
export function trialEndOf(account: Account, params: Create): number | null {
  const { trial_end: end, trial_period_days: days } = params;
  if (end !== undefined && days !== undefined) {
    throw invalid('You may only specify one of these parameters: trial_end, trial_period_days.');
  }
  if (days !== undefined) return days > 0 ? account.now() + days * 86_400 : null;
  if (end === undefined || end === 'now') return null;
  if (end <= account.now()) throw invalid('trial_end must be in the future.', 'trial_end');
  return end;
}

/** Days to pay a sent invoice within, or null when the card is charged. */
export function daysUntilDueOf(
  params: Pick<Create | Update, 'collection_method' | 'days_until_due'>,
): number | null {
  const { collection_method: method, days_until_due: days } = params;
  if (method === 'send_invoice') {
    if (days === undefined) {
      throw invalid(
        'You must pass `days_until_due` when `collection_method` is set to `send_invoice`.',
        'days_until_due',
      );
    }
    return days;
  }
  if (days !== undefined) {
    throw invalid(
      '`days_until_due` can only be set when `collection_method` is `send_invoice`.',
      'days_until_due',
    );
  }
  return null;
}

/** Pausing what is collected, or (emptied) collecting again. */
export function pauseOf(
  account: Account,
  { pause_collection: pause }: Update,
): Partial<Records['subscription']> {
  if (pause === undefined) return {};
  if (pause === null || pause === '') return { pause_collection: null };
  const { behavior, resumes_at: resumesAt } = pause;
  if (resumesAt !== undefined && resumesAt <= account.now()) {
    throw invalid('resumes_at must be in the future.', 'pause_collection[resumes_at]');
  }
  return { pause_collection: { behavior, resumes_at: resumesAt ?? null } };
}

/** When the subscription shall end; undefined leaves it as it is, null takes it back. */
export function cancelAtOf(
  account: Account,
  subscription: Records['subscription'],
  { cancel_at: cancelAt, cancel_at_period_end: atPeriodEnd }: Update,
): Partial<Records['subscription']> {
  const { end } = periodOf(account, subscription.id);
  if (atPeriodEnd === true) return scheduled(account, end, true);
  if (atPeriodEnd === false && cancelAt === undefined) {
    // Takes back what was scheduled for the period's end, not an end at another time.
    return subscription.cancel_at_period_end ? NOT_SCHEDULED : {};
  }
  if (cancelAt === undefined) return {};
  if (cancelAt === null || cancelAt === '') return NOT_SCHEDULED;
  if (cancelAt === 'max_billed_until') throw notBuilt('cancel_at max_billed_until');
  if (typeof cancelAt === 'string') return scheduled(account, end, false);
  if (cancelAt <= account.now()) {
    throw invalid('cancel_at must be in the future.', 'cancel_at');
  }
  return scheduled(account, cancelAt, false);
}

const NOT_SCHEDULED: Partial<Records['subscription']> = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
};

function scheduled(
  account: Account,
  at: number,
  atPeriodEnd: boolean,
): Partial<Records['subscription']> {
  return {
    cancel_at: at,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: account.now(),
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: 'cancellation_requested',
    },
  };
}

function priceOfItem(
  account: Account,
  item: Stripe.SubscriptionUpdateParams.Item,
  param: string,
): Records['price'] | null {
  if (item.discounts) throw notBuilt('discounts of subscription items');
  if (item.price !== undefined) return requireRecurring(account, item.price, `${param}[price]`);
  if (item.plan !== undefined) return requireRecurring(account, item.plan, `${param}[plan]`);
  if (!item.price_data) return null;
  return createPrice(account, item.price_data);
}

function failWithoutPrice(at: number): never {
  throw missing(`items[${at}][price]`);
}
