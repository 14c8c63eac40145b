import type Stripe from 'stripe';
import type { ItemChange } from '../billing/change';
import { endDiscount, redeem } from '../billing/discounts';
import { amountOf, isMetered } from '../billing/money';
import { itemsOf, requireCurrency, requireRecurring } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, noSuch, notBuilt } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { newSources } from './discount-params';
import { createPrice } from './price-params';
import { taxRatesOf } from './tax-rates';

type Create = Stripe.SubscriptionCreateParams;
type Update = Stripe.SubscriptionUpdateParams;

/** The items of a new subscription. */
export function newItems(
  account: Account,
  { customer, items }: { customer?: string; items?: NonNullable<Update['items']> },
) {
  if (!items || items.length === 0) throw missing('items');
  return items.map((item, at) => {
    const price = priceOfItem(account, item, `items[${at}]`) ?? failWithoutPrice(at);
    refuseQuantity(price, item, at);
    return {
      price,
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata({}, item.metadata),
      discounts: newSources(account, item.discounts, {
        amount: isMetered(price) ? 0 : amountOf(price, item.quantity ?? 1),
        currency: null,
        customer: customer ?? '',
      }),
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
  const changes = items.map((item, at) => {
    const existing = item.id === undefined ? null : current.find(({ id }) => id === item.id);
    if (existing === undefined)
      throw noSuch('subscription_item', item.id ?? '', `items[${at}][id]`);
    const price =
      priceOfItem(account, item, `items[${at}]`) ??
      (existing ? account.require('price', existing.price) : failWithoutPrice(at));
    refuseQuantity(price, item, at);
    const id = existing?.id ?? account.store.newId('subscription_item');
    return {
      id,
      item: existing,
      price,
      quantity: item.quantity ?? existing?.quantity ?? 1,
      deleted: item.deleted === true,
      metadata: mergeMetadata(existing?.metadata ?? {}, item.metadata),
      taxRates: taxRatesOf(account, item.tax_rates, `items[${at}][tax_rates]`),
      ...itemDiscounts(account, subscription, { id, discounts: existing?.discounts ?? [] }, item),
    };
  });
  requireItems(current, changes);
  return changes;
}

/** A subscription without items is one to cancel. */
function requireItems(
  current: readonly Records['subscription_item'][],
  changes: readonly ItemChange[],
): void {
  const gone = changes.filter(({ deleted }) => deleted).length;
  const added = changes.filter(({ item }) => item === null).length;
  if (current.length + added > gone) return;
  throw invalid(
    'A subscription must have at least one active plan. If you would like to cancel the ' +
      'subscription, please delete it instead.',
    'items',
  );
}

/** The discounts that an item is given alone: those named by id stay, all others end. */
function itemDiscounts(
  account: Account,
  { currency, customer, id: subscription }: Records['subscription'],
  item: { id: string; discounts: readonly string[] },
  { discounts: entries }: Pick<Stripe.SubscriptionUpdateParams.Item, 'discounts'>,
): { discounts?: string[] } {
  if (entries === undefined) return {};
  const holder = { customer, subscription, subscriptionItem: item.id };
  const kept = (orNull(entries) ?? []).flatMap((entry) => {
    if (entry.discount !== undefined && item.discounts.includes(entry.discount)) {
      return entry.discount;
    }
    return newSources(account, [entry], { amount: null, currency, customer }).map(
      (source) => redeem(account, source, holder).id,
    );
  });
  for (const gone of item.discounts) if (!kept.includes(gone)) endDiscount(account, gone);
  return { discounts: kept };
}

function priceOfItem(
  account: Account,
  item: Stripe.SubscriptionUpdateParams.Item,
  param: string,
): Records['price'] | null {
  if (item.billing_thresholds) throw notBuilt('billing_thresholds of subscription items');
  if (item.current_trial) throw notBuilt('current_trial of subscription items');
  if (item.price !== undefined) return requireRecurring(account, item.price, `${param}[price]`);
  if (item.plan !== undefined) return requireRecurring(account, item.plan, `${param}[plan]`);
  if (!item.price_data) return null;
  return createPrice(account, item.price_data);
}

function failWithoutPrice(at: number): never {
  throw missing(`items[${at}][price]`);
}
