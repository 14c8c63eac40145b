import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { fromAtoms, toAtoms } from './decimal';
import { addLine, type NewLine } from './invoice-draft';
import { changeDraft } from './invoice-totals';
import { isMetered } from './money';
import { createInvoiceItem } from './pending-items';
import { partsOf, termsIn } from './price-amount';
import { itemLines, itemsOf, priceOf } from './subscription-items';
import { usageOf } from './usage';
import { partWords } from './words';

type Item = Records['subscription_item'];
type Invoice = Records['invoice'];
type Line = Records['line_item'];

/**
 * Invoice lines for what was used of a subscription's metered items since it was last billed. From
 * here on it counts as billed. A trial is free.
 *
 * @param until Unix second, exclusive: the end of the period that is billed
 */
export function usageLines(account: Account, subscriptionId: string, until: number): NewLine[] {
  const subscription = account.require('subscription', subscriptionId);
  const { currency } = subscription;
  return itemsOf(account, subscriptionId).flatMap((item) => {
    const price = priceOf(account, item);
    if (!isMetered(price)) return [];
    const period = { start: startOf(subscription, item), end: until };
    account.change('subscription_item', item.id, null, { _usage_from: until });
    if (period.start >= until) return [];
    const used = usageOf(account, price, subscription.customer, period);
    return itemLines(account, item, used, currency, period).map((line) => ({
      ...line,
      usage: period,
    }));
  });
}

/**
 * Bills what was used of an item before its price changes or it goes away: usage costs what it cost
 * when it was reported.
 */
export function settleUsage(account: Account, itemId: string): void {
  const item = account.require('subscription_item', itemId);
  const subscription = account.require('subscription', item.subscription);
  const price = priceOf(account, item);
  const period = { start: startOf(subscription, item), end: account.now() };
  account.change('subscription_item', itemId, null, { _usage_from: period.end });
  if (!isMetered(price) || period.start >= period.end) return;
  const used = usageOf(account, price, subscription.customer, period);
  if (used === '0') return;
  const { currency, customer, id } = subscription;
  for (const part of partsOf(price, used, currency)) {
    createInvoiceItem(account, {
      amount: part.amount,
      currency,
      customer: account.require('customer', customer),
      description: partWords(account, price, part, currency),
      discountable: true,
      period,
      price,
      quantity: Math.trunc(Number(part.quantity)),
      subscription: id,
      subscriptionItem: itemId,
      taxRates: item._tax_rates ?? [],
      unitAmountDecimal: termsIn(price, currency).unit_amount_decimal,
    });
  }
}

/** What was used until now is not billed. */
export function forgetUsage(account: Account, subscriptionId: string): void {
  for (const { id } of itemsOf(account, subscriptionId)) {
    account.change('subscription_item', id, null, { _usage_from: account.now() });
  }
}

/** Since when usage has not been billed. */
function startOf({ trial_end: trialEnd }: Records['subscription'], item: Item): number {
  return Math.max(item._usage_from ?? item.current_period_start, trialEnd ?? 0);
}

/**
 * Counts the usage on a draft once more: what was reported for the period while it waited belongs
 * to it.
 *
 * @see https://docs.stripe.com/billing/subscriptions/usage-based/configure-grace-period
 */
export function refreshUsage(account: Account, draft: Invoice): Invoice {
  const groups = new Map<string, [Line, ...Line[]]>();
  for (const line of account.store.all('line_item', 'invoice', draft.id)) {
    if (!line._usage) continue;
    const key = `${itemOf(line)}|${line._usage.start}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const changes = [...groups.values()].flatMap((group) => lateUsage(account, draft, group) ?? []);
  if (changes.length === 0) return draft;
  return changeDraft(account, draft.id, 'invoice.updated', () => {
    for (const { gone, lines } of changes) {
      for (const { id } of gone) account.store.delete(id);
      for (const line of lines) addLine(account, draft, line);
    }
    return {};
  });
}

/** The lines of an item anew, or null when nothing came in late. */
function lateUsage(
  account: Account,
  { currency, customer }: Invoice,
  group: readonly [Line, ...Line[]],
): { gone: readonly Line[]; lines: NewLine[] } | null {
  const [first] = group;
  const { _usage: period, pricing, subscription } = first;
  const price = account.find('price', pricing?.price_details?.price ?? '');
  if (!period || !price) return null;
  const used = usageOf(account, price, customer ?? '', period);
  if (used === quantityOf(group)) return null;
  const lines = partsOf(price, used, currency).map((part) => ({
    amount: part.amount,
    description: partWords(account, price, part, currency),
    discounts: first.discounts,
    invoiceItem: null,
    isProration: false,
    metadata: first.metadata,
    period: first.period,
    price,
    quantity: Math.trunc(Number(part.quantity)),
    quantityDecimal: part.quantity,
    subscription: subscription ?? null,
    subscriptionItem: itemOf(first),
    taxRates: first._tax_rates ?? [],
    unitAmountDecimal: pricing?.unit_amount_decimal ?? null,
    usage: period,
  }));
  return { gone: group, lines };
}

function quantityOf(lines: readonly Line[]): string {
  return fromAtoms(
    lines.reduce((sum, { quantity_decimal: each }) => sum + toAtoms(each ?? '0'), toAtoms(0)),
  );
}

function itemOf(line: Line): string {
  return line.parent?.subscription_item_details?.subscription_item ?? '';
}
