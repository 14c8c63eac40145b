import { currencyDigits } from '@/lib/catalog/currency-digits';

/**
 * An amount with all its digits, as it stands in tables.
 *
 * @param amountMinor in the currency's smallest unit, such as cents
 * @param currency ISO 4217 code, in either case
 * @param locale BCP 47 tag of the reader
 */
export function formatAmount(amountMinor: number, currency: string, locale: string): string {
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amountMinor / 10 ** digits);
}

/**
 * An amount as a form field holds it: `4050` of usd is "40.50". A point, whatever the language: what
 * a field shows must be what `parseAmount` reads.
 */
export function toAmountText(amountMinor: number, currency: string): string {
  const digits = currencyDigits(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

/**
 * What somebody typed as an amount, in minor units; null when it is none, or has more digits than
 * the currency. A comma is read as the point; thousands are not grouped, because "1,000" could be either.
 */
export function parseAmount(text: string, currency: string): number | null {
  const digits = currencyDigits(currency);
  const match = /^(\d{1,10})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '', part = ''] = match;
  if (part.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || '0');
}
