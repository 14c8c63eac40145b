import type { Recurring } from './schema';

/**
 * An amount for people, in the reader's usual American form: `$40.00`, `¥500`.
 *
 * @param minor integer in the currency's smallest unit
 * @param currency ISO 4217 code in any case
 */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** `December 20, 2026`, of a Unix second, in UTC like every date of the local Stripe. */
export function formatDate(seconds: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(
    seconds * 1000,
  );
}

/** `Dec 20, 2026, 14:05:09`, for the inspector. */
export function formatTime(seconds: number): string {
  return new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(seconds * 1000);
}

/** `per month`, `every 3 months`, or nothing for a single payment. */
export function formatInterval(recurring: Recurring | null): string {
  if (recurring === null) return '';
  const { interval, interval_count: count } = recurring;
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;
}

/** `Visa`, `American Express`: brands as people know them. */
export function formatBrand(brand: string): string {
  const known: Readonly<Record<string, string>> = {
    amex: 'American Express',
    diners: 'Diners Club',
    jcb: 'JCB',
    unionpay: 'UnionPay',
  };
  return known[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);
}

/** `past_due` as `Past due`. */
export function formatWord(word: string): string {
  const spaced = word.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The product's name to people: the host that a stored return address leads to. */
export function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : null;
}

/** The same day of the month `months` later, or the month's last day: 31 January gives 28 February. */
export function addMonths(seconds: number, months: number): number {
  const from = new Date(seconds * 1000);
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(from.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(to.getTime() / 1000);
}
