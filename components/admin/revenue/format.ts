import { formatAmount } from '../amount';

/** Amounts of one currency in the reader's language. */
export function amountFormats(currency: string, locale: string) {
  const whole = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = whole.resolvedOptions().maximumFractionDigits ?? 2;
  const short = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  return {
    full: (minor: number) => formatAmount(minor, currency, locale),
    /** As on a chart's scale. */
    short: (minor: number) => short.format(minor / 10 ** digits),
    /** With its sign, as a change. */
    change: (minor: number) => `${minor > 0 ? '+' : ''}${formatAmount(minor, currency, locale)}`,
  };
}

/** Months such as "2027-01" as a chart names them. */
export function monthLabels(months: readonly string[], locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const long = format({ month: 'long', year: 'numeric' });
  const narrow = format({ month: 'narrow' });
  const short = months.length > 12 ? narrow : format({ month: 'short' });
  return months.map((month) => {
    const date = new Date(`${month}-01T00:00:00Z`);
    return {
      long: long.format(date),
      short: short.format(date),
      narrow: narrow.format(date),
    };
  });
}

/** A share in per cent, or a dash where there was nothing to have a share of. */
export function formatShare(share: number | null, locale: string): string {
  if (share === null) return '–';
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return format.format(share);
}
