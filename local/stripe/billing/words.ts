import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

/** `1 × Pro (at $40.00 / month)`, as Stripe words invoice lines. */
export function lineWords(account: Account, price: Records['price'], quantity: number): string {
  const interval = price.recurring;
  const every = interval
    ? interval.interval_count === 1
      ? ` / ${interval.interval}`
      : ` every ${interval.interval_count} ${interval.interval}s`
    : ' each';
  return `${quantity} × ${productName(account, price)} (at ${money(price)}${every})`;
}

/** `Unused time on Basic after 20 Nov 2026` and its counterpart. */
export function prorationWords(
  account: Account,
  kind: 'Unused' | 'Remaining',
  price: Records['price'],
  quantity: number,
  at: number,
): string {
  const day = new Date(at * 1000).toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const what = quantity === 1 ? '' : `${quantity} × `;
  return `${kind} time on ${what}${productName(account, price)} after ${day}`;
}

export function productName(account: Account, price: Records['price']): string {
  return account.find('product', price.product)?.name ?? price.product;
}

function money({ currency, unit_amount: amount, unit_amount_decimal: decimal }: Records['price']) {
  const format = formatOf(currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format((amount ?? Number(decimal ?? 0)) / 10 ** digits);
}

/** Formatters are slow to make and few. */
const FORMATS = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = FORMATS.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  FORMATS.set(currency, made);
  return made;
}
