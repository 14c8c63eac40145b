import type { Account } from '../kernel/account';
import type { JsonObject, Records } from '../kernel/records';
import { differences, render } from '../kernel/render';
import { cardError } from './card-error';
import { periodAt, type Period } from './calendar';
import { netAmounts, type NetLine } from './discounts';
import { createInvoice, finalizeInvoice, payInvoice } from './invoices';
import { transition } from './lifecycle';
import { amountOf, intervalOf, isMetered, remainder } from './money';
import { addPending, takePending } from './pending-items';
import { concludePayment } from './renewal';
import {
  createItem,
  itemsOf,
  periodLines,
  periodOf,
  priceOf,
  requireSameInterval,
  setPeriod,
} from './subscription-items';
import { settleUsage, usageLines } from './usage-lines';
import { prorationWords } from './words';

type Subscription = Records['subscription'];
type Item = Records['subscription_item'];

/** What shall become of one item. */
export interface ItemChange {
  /** Null adds an item. */
  item: Item | null;
  price: Records['price'];
  quantity: number;
  deleted: boolean;
  metadata: Record<string, string>;
  /** Ids of its own tax rates; left out they stay as they are. */
  taxRates?: string[] | undefined;
  /** Ids of the item's own discounts; left out, they stay. */
  discounts?: string[];
  /** The id of an item that is added. */
  id?: string;
}

export interface ItemsChange {
  changes: ItemChange[];
  prorationBehavior: 'create_prorations' | 'none' | 'always_invoice';
  /** The moment the proration counts from, Unix seconds. */
  prorationDate: number;
  /** Starts a new period now, whatever the interval. */
  resetAnchor: boolean;
  /**
   * `required` undoes the whole change when the card declines (`error_if_incomplete`); `wait` leaves
   * the payment to the customer (`default_incomplete`).
   */
  payment: 'attempt' | 'required' | 'wait';
}

interface Line {
  item: Item;
  price: Records['price'];
  quantity: number;
}

/** What a change of items has led to, before anything is invoiced. */
export interface AppliedChange {
  subscription: Subscription;
  past: Period;
  /** Set when the change begins a new period, which is always invoiced at once. */
  newPeriod: Period | null;
}

/**
 * Changes what a subscription consists of: credits what was paid for the rest of the period, debits
 * the rest at the new price, and invoices at once where Stripe does (asked to, or the interval
 * changes and with it the period).
 *
 * @param change changes the rest of the subscription; announces nothing
 * @throws StripeApiError 402 when the payment fails and the caller wants the error
 */
export function changeItems(
  account: Account,
  subscription: Subscription,
  input: ItemsChange,
  change: (fields: () => Partial<Subscription>) => Subscription,
): Subscription {
  const shown = render(account, account.require('subscription', subscription.id));
  const applied = applyItems(account, subscription, input, change);
  const open = invoiceChange(account, applied, input);
  announceUpdate(account, subscription.id, shown);
  if (open?.status !== 'open') return account.require('subscription', subscription.id);
  if (input.payment === 'wait') {
    account.change('invoice', open.id, null, { auto_advance: false });
    return transition(account, account.require('subscription', subscription.id), 'payment_failed');
  }
  const result = payInvoice(account, open.id, null, { offSession: true, authenticated: false });
  if (result.kind === 'declined' && input.payment === 'required') throw cardError(result.decline);
  concludePayment(account, result);
  return account.require('subscription', subscription.id);
}

/**
 * Announces a change of a subscription as a whole, once its invoice is there: no other event would
 * ever tell that it has become the latest one.
 *
 * @param shown what Stripe showed of it before
 */
export function announceUpdate(account: Account, id: string, shown: JsonObject): Subscription {
  const after = account.require('subscription', id);
  const previous = differences(shown, render(account, after));
  if (Object.keys(previous).length > 0) {
    account.emit('customer.subscription.updated', after, previous);
  }
  return after;
}

/** Changes the items and notes the proration as pending amounts; invoices and announces nothing. */
export function applyItems(
  account: Account,
  subscription: Subscription,
  input: ItemsChange,
  change: (fields: () => Partial<Subscription>) => Subscription,
): AppliedChange {
  const before = linesOf(account, subscription.id);
  const past = periodOf(account, subscription.id);
  const isFree = subscription.status === 'trialing';
  const changed = change(() => {
    applyChanges(account, subscription.id, input.changes, past);
    const after = linesOf(account, subscription.id);
    requireSameInterval(
      after.map(({ price }) => price),
      subscription.currency,
    );
    const [first] = after;
    const isNewPeriod = input.resetAnchor || intervalChanged(before, after);
    if (isFree || !isNewPeriod || !first) return {};
    const now = account.now();
    const period = periodAt(now, intervalOf(first.price), now);
    setPeriod(account, subscription.id, period);
    return {
      billing_cycle_anchor: now,
      // "At the end of the period" means the new one now.
      ...(subscription.cancel_at_period_end ? { cancel_at: period.end } : {}),
    };
  });
  const present = periodOf(account, subscription.id);
  const newPeriod = present.end === past.end && present.start === past.start ? null : present;
  if (input.prorationBehavior !== 'none' && !isFree) {
    prorate(account, changed, before, past, input, newPeriod !== null);
  }
  return { subscription: changed, past, newPeriod };
}

function linesOf(account: Account, subscriptionId: string): Line[] {
  return itemsOf(account, subscriptionId).map((item) => ({
    item,
    price: priceOf(account, item),
    quantity: item.quantity ?? 1,
  }));
}

function intervalChanged(before: Line[], after: Line[]): boolean {
  const [a] = before;
  const [b] = after;
  if (!a || !b) return false;
  const one = intervalOf(a.price);
  const other = intervalOf(b.price);
  return one.unit !== other.unit || one.count !== other.count;
}

/** Changes items and nothing else: no proration, no announcement. */
export function applyChanges(
  account: Account,
  subscriptionId: string,
  changes: ItemChange[],
  period: Period,
): void {
  for (const change of changes) {
    const { item, price, quantity, deleted, metadata, taxRates, discounts } = change;
    if (item && (deleted || item.price !== price.id)) settleUsage(account, item.id);
    if (item === null) {
      createItem(account, subscriptionId, { ...change, period, usageFrom: account.now() });
    } else if (deleted) {
      account.store.delete(item.id);
    } else {
      const isSameGood = item.price === price.id && item.quantity === quantity;
      account.change('subscription_item', item.id, null, {
        price: price.id,
        quantity,
        metadata,
        ...(isSameGood ? {} : { _net: null }),
        ...(taxRates ? { _tax_rates: taxRates } : {}),
        ...(discounts ? { discounts } : {}),
      });
    }
  }
}

function prorate(
  account: Account,
  subscription: Subscription,
  linesBefore: Line[],
  period: Period,
  { prorationDate: at }: ItemsChange,
  isNewPeriod: boolean,
): void {
  // What is used is paid afterwards: nothing of it is left over, nothing is due beforehand.
  const before = linesBefore.filter(({ price }) => !isMetered(price));
  const after = linesOf(account, subscription.id).filter(({ price }) => !isMetered(price));
  for (const old of before) {
    const now = after.find(({ item }) => item.id === old.item.id);
    if (now && isSame(old, now) && !isNewPeriod) continue;
    addRest(account, subscription, old, 'Unused', period, at, creditOf(account, subscription, old));
  }
  if (isNewPeriod) return; // the new period is paid in full
  const toDiscountable = discountableIn(subscription.currency);
  const nets = netAmounts(account, subscription, after.map(toDiscountable));
  after.forEach((now, index) => {
    const old = before.find(({ item }) => item.id === now.item.id);
    if (old && isSame(old, now)) return;
    const net = nets[index] ?? 0;
    account.change('subscription_item', now.item.id, null, { _net: net });
    addRest(account, subscription, now, 'Remaining', period, at, net);
  });
}

/** What a whole period of an item was billed at, or would be when it was not billed. */
function creditOf(account: Account, subscription: Subscription, line: Line): number {
  const toDiscountable = discountableIn(subscription.currency);
  const [net = 0] = netAmounts(account, subscription, [toDiscountable(line)]);
  return line.item._net ?? net;
}

function discountableIn(currency: string): (line: Line) => NetLine {
  return ({ item, price, quantity }) => ({
    amount: amountOf(price, quantity, currency),
    discounts: item.discounts,
    isDiscountable: true,
    product: price.product,
  });
}

function isSame(a: Line, b: Line): boolean {
  return a.price.id === b.price.id && a.quantity === b.quantity;
}

function addRest(
  account: Account,
  subscription: Subscription,
  { item, price, quantity }: Line,
  kind: 'Unused' | 'Remaining',
  period: Period,
  at: number,
  whole: number,
): void {
  const rest = remainder(whole, period, at);
  addPending(account, {
    amount: kind === 'Unused' ? -rest + 0 : rest,
    description: prorationWords(account, kind, price, quantity, at),
    item,
    period: { start: at, end: period.end },
    price,
    quantity,
    subscription,
  });
}

/**
 * Invoices a change where Stripe does so at once.
 *
 * @returns the final invoice, or null when there is none
 */
export function invoiceChange(
  account: Account,
  { subscription, past, newPeriod }: AppliedChange,
  { prorationBehavior }: Pick<ItemsChange, 'prorationBehavior'>,
): Records['invoice'] | null {
  if (!newPeriod && prorationBehavior !== 'always_invoice') return null;
  const id = account.store.newId('invoice');
  const lines = [
    ...takePending(account, subscription.id, id),
    ...(newPeriod ? usageLines(account, subscription.id, newPeriod.start) : []),
    ...(newPeriod ? periodLines(account, subscription.id, newPeriod) : []),
  ];
  if (lines.length === 0) return null;
  const now = account.now();
  createInvoice(account, {
    id,
    currency: subscription.currency,
    customer: account.require('customer', subscription.customer),
    lines,
    period: newPeriod ? { start: past.start, end: now } : { start: now, end: now },
    reason: 'subscription_update',
    subscription,
    waitsAnHour: false,
  });
  account.change('subscription', subscription.id, null, { latest_invoice: id });
  return finalizeInvoice(account, id);
}
