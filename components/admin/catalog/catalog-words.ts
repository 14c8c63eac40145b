import type { CouponRow, PriceRow, PromotionCodeRow } from '@/lib/admin/rows';
import { formatAmount } from '../amount';

/** How often a price is paid: "per month", "every 3 months", "once". */
export function rhythmWords({
  interval,
  interval_count: count,
}: Pick<PriceRow, 'interval' | 'interval_count'>): string {
  if (interval === null) return 'once';
  return count === null || count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;
}

/** A price in a few words: "$40.00 per month". One in tiers has no single amount. */
export function priceWords(
  price: Pick<PriceRow, 'interval' | 'interval_count' | 'unit_amount' | 'currency'>,
  locale: string,
): string {
  const { unit_amount: amount, currency } = price;
  const worth = amount === null ? 'In tiers,' : formatAmount(amount, currency, locale);
  return `${worth} ${rhythmWords(price)}`;
}

/** What a coupon takes off: "20% off", "$5.00 off". */
export function worthWords(
  { percent_off, amount_off, currency }: Pick<CouponRow, 'percent_off' | 'amount_off' | 'currency'>,
  locale: string,
): string {
  if (percent_off !== null) {
    const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    return `${format.format(percent_off / 100)} off`;
  }
  if (amount_off === null || currency === null) return 'Nothing off';
  return `${formatAmount(amount_off, currency, locale)} off`;
}

/** How long a coupon does so for whoever has redeemed it. */
export function durationWords({
  duration,
  duration_in_months: months,
}: Pick<CouponRow, 'duration' | 'duration_in_months'>): string {
  if (duration === 'once') return 'once';
  if (duration === 'forever') return 'for ever';
  return months === 1 ? 'for 1 month' : `for ${months ?? '?'} months`;
}

/** How often something was redeemed: "3 of 100", "3". */
export function redeemedWords({
  times_redeemed: times,
  max_redemptions: most,
}: Pick<CouponRow, 'times_redeemed' | 'max_redemptions'>): string {
  return most === null ? String(times) : `${times} of ${most}`;
}

type Gone = Readonly<{ deleted_at: string | null }>;

/** What became of a product or price. */
export function sellingStatus({ active, deleted_at: gone }: Gone & { active: boolean }): string {
  if (gone !== null) return 'deleted';
  return active ? 'active' : 'archived';
}

/** What became of a coupon. Stripe knows no archived ones: Cue marks them in the metadata. */
export function couponStatus({
  valid,
  metadata,
  deleted_at: gone,
}: Pick<CouponRow, 'valid' | 'metadata' | 'deleted_at'>): string {
  if (gone !== null) return 'deleted';
  if (metadata.archived === 'true') return 'archived';
  return valid ? 'active' : 'expired_or_used_up';
}

/** What became of a promotion code; Stripe calls one inactive for any of the reasons. */
export function codeStatus(
  code: Pick<
    PromotionCodeRow,
    'active' | 'deleted_at' | 'expires_at' | 'max_redemptions' | 'times_redeemed'
  >,
  now: Date,
): string {
  const { active, deleted_at: gone, expires_at: end, max_redemptions: most } = code;
  if (gone !== null) return 'deleted';
  if (end !== null && new Date(end) <= now) return 'expired';
  if (most !== null && code.times_redeemed >= most) return 'used_up';
  return active ? 'active' : 'archived';
}
