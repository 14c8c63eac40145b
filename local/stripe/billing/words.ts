import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import type { PricePart } from './price-amount';

/**
 * One part of what a price costs, as Stripe words invoice lines: `1 × Pro (at $40.00 / month)`,
 * `31 credit × Usage (Tier 2 at $0.036 / month)`; a flat fee names no quantity.
 */
export function partWords(
  account: Account,
  price: Records['price'],
  part: PricePart,
  currency: string,
): string {
  const name = productName(account, price);
  const label = account.find('product', price.product)?.unit_label;
  const what = part.isFlat ? name : `${part.quantity}${label ? ` ${label}` : ''} × ${name}`;
  const tier = part.tier === null ? 'at' : `Tier ${part.tier} at`;
  return `${what} (${tier} ${money(part.unitAmount ?? '0', currency)}${everyOf(price)})`;
}

function everyOf({ recurring, transform_quantity: transform }: Records['price']): string {
  const units = transform ? ` per ${transform.divide_by} units` : '';
  if (!recurring) return `${units} each`;
  const { interval, interval_count: count } = recurring;
  return count === 1 ? `${units} / ${interval}` : `${units} every ${count} ${interval}s`;
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

/** An amount in minor units, with as many places as it needs. */
function money(amount: string, currency: string): string {
  const format = formatOf(currency);
  const digits = format.resolvedOptions().minimumFractionDigits ?? 2;
  return format.format(Number(amount) / 10 ** digits);
}

/** Formatters are slow to make and few. */
const FORMATS = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = FORMATS.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    maximumFractionDigits: 12,
  });
  FORMATS.set(currency, made);
  return made;
}
