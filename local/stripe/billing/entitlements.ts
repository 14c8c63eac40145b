import type { Account } from '../kernel/account';
import type { JsonObject, Records } from '../kernel/records';
import { differences, render, toList } from '../kernel/render';

/** A subscription entitles while it is paid for, tried out, or being collected. */
const ENTITLING = new Set(['active', 'past_due', 'trialing']);

/**
 * Brings a customer's active entitlements in line with their subscriptions and announces a change.
 * Called at the end of every operation that announced something about a subscription.
 */
export function entitle(account: Account, customer: string): void {
  const { store } = account;
  const held = store.all('entitlements.active_entitlement', '_customer', customer);
  const wanted = featuresOf(account, customer);
  const gone = held.filter(({ feature }) => !wanted.has(feature));
  const known = new Set(held.map(({ feature }) => feature));
  const added = [...wanted].filter((feature) => !known.has(feature));
  if (gone.length === 0 && added.length === 0) return;
  const before = summaryOf(account, customer);
  for (const { id } of gone) store.delete(id);
  for (const feature of added) {
    account.create('entitlements.active_entitlement', {
      feature,
      lookup_key: account.require('entitlements.feature', feature).lookup_key,
      _customer: customer,
    });
  }
  const after = summaryOf(account, customer);
  const type = 'entitlements.active_entitlement_summary.updated';
  account.emitShown(type, after, differences(before, after));
}

/** The customers whose subscriptions an operation has announced. */
export function customersOf(events: readonly Records['event'][]): Set<string> {
  const customers = new Set<string>();
  for (const { type, data } of events) {
    const { customer } = data.object;
    if (!type.startsWith('customer.subscription.') || typeof customer !== 'string') continue;
    customers.add(customer);
  }
  return customers;
}

function featuresOf(account: Account, customer: string): Set<string> {
  const features = new Set<string>();
  for (const { id, status } of account.store.all('subscription', 'customer', customer)) {
    if (!ENTITLING.has(status)) continue;
    for (const item of account.store.all('subscription_item', 'subscription', id)) {
      for (const feature of featuresOfItem(account, item)) features.add(feature);
    }
  }
  return features;
}

/** What an item entitles to: a product's features as they were when the item's period began. */
function featuresOfItem(account: Account, item: Records['subscription_item']): string[] {
  const { product } = account.require('price', item.price);
  const since = `${product} ${item.current_period_start}`;
  if (item._entitles?.since === since) return item._entitles.features;
  const features = account.store
    .all('product_feature', '_product', product)
    .map(({ _feature: feature }) => feature);
  account.change('subscription_item', item.id, null, { _entitles: { features, since } });
  return features;
}

function summaryOf(account: Account, customer: string): JsonObject {
  const held = account.store.all('entitlements.active_entitlement', '_customer', customer);
  return {
    object: 'entitlements.active_entitlement_summary',
    customer,
    entitlements: toList(
      held.map((each) => render(account, each)),
      `/v1/customer/${customer}/entitlements`,
    ),
    livemode: false,
  };
}
