import type { Interval } from '@/lib/catalog/schema';

/**
 * An amount as people write it. Whole amounts go without decimals.
 *
 * @param amountMinor in the currency's smallest unit, such as cents
 * @param currency ISO 4217 code, in either case
 * @param locale BCP 47 tag of the reader
 */
export function formatMoney(amountMinor: number, currency: string, locale = 'en-US'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = amountMinor / 10 ** digits;
  if (!Number.isInteger(amount)) return format.format(amount);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  }).format(amount);
}

export const perInterval: Record<Interval, string> = { month: 'per month', year: 'per year' };
