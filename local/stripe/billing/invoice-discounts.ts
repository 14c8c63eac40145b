import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { allocate } from './allocate';
import { discountsOf, isForInvoice, removeDiscount, sum } from './discounts';
import type { NewInvoice, NewLine } from './invoice-draft';

interface Amount {
  amount: number;
  discount: string;
}

/** The discounts of an invoice, spread over its lines. */
export interface InvoiceDiscounts {
  /** What each discount takes off in all. */
  totals: Amount[];
  /** What each discount takes off each line; nothing for lines that cannot be discounted. */
  lines: Amount[][];
  /** What all take off together, minor units. */
  sum: number;
}

/** The discounts that count for a new invoice as a whole. */
export function startingDiscounts(account: Account, input: NewInvoice): string[] {
  const { customer, lines, subscription } = input;
  return discountsOf(account, customer, subscription, startOf(account, lines)).map(({ id }) => id);
}

/** Spreads discounts over the lines of an invoice: those of single lines, then those of the whole. */
export function spreadDiscounts(
  account: Account,
  invoice: Records['invoice'],
  lines: readonly Records['line_item'][],
): InvoiceDiscounts {
  const spread: { id: string; only?: number }[] = [
    ...lines.flatMap(({ discounts }, only) => discounts.map((id) => ({ id, only }))),
    ...invoice.discounts.map((id) => ({ id })),
  ];
  const taken = allocate(
    lines.map(({ amount, discountable, pricing }) => ({
      amount,
      isDiscountable: discountable,
      product: pricing?.price_details?.product ?? null,
    })),
    spread.map(({ id, ...only }) => ({ ...account.require('discount', id)._terms, ...only })),
    invoice.currency,
  );
  const ids = [...new Set(spread.map(({ id }) => id))];
  const totals = ids.map((discount) => ({
    amount: sum(
      taken.flatMap((line) => line.filter((_amount, index) => spread[index]?.id === discount)),
    ),
    discount,
  }));
  return {
    lines: lines.map(({ discountable }, at) =>
      spread.flatMap(({ id, only = at }, index) =>
        discountable && only === at ? { amount: taken[at]?.[index] ?? 0, discount: id } : [],
      ),
    ),
    sum: sum(totals.map(({ amount }) => amount)),
    totals,
  };
}

/** Prorations are not: what they credit and debit is discounted already. */
export function isDiscountable(line: NewLine): boolean {
  return line.discountable ?? !line.isProration;
}

/** The same amounts in the form that lists them beside other credits. */
export function toPretaxCredits(amounts: Amount[]) {
  return amounts.map(({ amount, discount }) => ({ amount, discount, type: 'discount' as const }));
}

/**
 * Once an invoice is drafted in earnest: a discount that counts once has had its turn, if it took
 * anything off, and each item remembers what was billed for it.
 */
export function noteBilled(account: Account, invoice: Records['invoice']): void {
  const nets = new Map<string, number>();
  for (const line of account.store.all('line_item', 'invoice', invoice.id)) {
    const details = line.parent?.subscription_item_details;
    if (!details || details.proration) continue;
    const taken = sum((line.discount_amounts ?? []).map(({ amount }) => amount));
    const { subscription_item: item } = details;
    nets.set(item, (nets.get(item) ?? 0) + line.amount - taken);
  }
  for (const [item, _net] of nets) {
    // What was used of an item may be billed after the item has gone.
    if (account.find('subscription_item', item)) {
      account.change('subscription_item', item, null, { _net });
    }
  }
  const isFirst = invoice.billing_reason === 'subscription_create';
  for (const { amount, discount } of invoice.total_discount_amounts ?? []) {
    const { _duration: duration, ...held } = account.require('discount', discount);
    if (amount === 0 || duration !== 'once' || isForInvoice(held)) continue;
    removeDiscount(account, discount, isFirst ? null : 'customer.subscription.updated');
  }
}

/** When the time begins that an invoice is for: a preview may look ahead. */
function startOf(account: Account, lines: readonly NewLine[]): number {
  const starts = lines.filter(isDiscountable).map(({ period }) => period.start);
  return Math.max(account.now(), ...starts);
}
