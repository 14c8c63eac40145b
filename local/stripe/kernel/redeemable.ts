import type { Account } from './account';
import type { Records } from './records';

type Limits = Pick<Records['coupon'], 'max_redemptions' | 'times_redeemed'>;

/** Whether a coupon or code has been redeemed as often as it may be. */
export function isUsedUp({ max_redemptions: max, times_redeemed: times }: Limits): boolean {
  return max !== null && times >= max;
}

/** Whether a coupon may still be redeemed at a Unix second. */
export function isValid(coupon: Records['coupon'], at: number): boolean {
  const { redeem_by: until } = coupon;
  return !isUsedUp(coupon) && (until === null || at <= until);
}

/** Whether a promotion code is active: switched on, within its limits, its coupon valid. */
export function isUsable(account: Account, promotionCode: Records['promotion_code']): boolean {
  const { active, expires_at: until, promotion } = promotionCode;
  const coupon = account.find('coupon', promotion.coupon ?? '');
  const now = account.now();
  const isWithin = (until === null || now <= until) && !isUsedUp(promotionCode);
  return active && isWithin && coupon !== null && isValid(coupon, now);
}
