import type { Records } from '../kernel/records';
import type { Interval, IntervalUnit, Period } from './calendar';
import { partsOf } from './price-amount';

/** Rounds half away from zero, so that a credit and its debit round to the same cents. */
export function roundCents(amount: number): number {
  // `+ 0` turns -0 into 0, which JSON would hide and comparisons would not.
  return Math.sign(amount) * Math.round(Math.abs(amount)) + 0;
}

/**
 * What a quantity of a price costs in all, in minor units.
 *
 * @param currency one that the price supports; left out, its own
 */
export function amountOf(
  price: Records['price'],
  quantity: number | string,
  currency?: string,
): number {
  return partsOf(price, quantity, currency).reduce((sum, { amount }) => sum + amount, 0);
}

/**
 * The share of an amount that falls on the rest of a period, in minor units.
 *
 * @param at Unix second, within the period
 */
export function remainder(amount: number, period: Period, at: number): number {
  const length = period.end - period.start;
  if (length <= 0) return 0;
  const left = Math.min(Math.max(period.end - at, 0), length);
  return roundCents((amount * left) / length);
}

/** The interval of a recurring price. */
export function intervalOf(price: Records['price']): Interval {
  const { recurring } = price;
  if (!recurring) throw new Error(`${price.id} is not recurring`);
  // `recurring.interval` was checked against these four when the price was made.
  return { unit: recurring.interval as IntervalUnit, count: recurring.interval_count };
}

/** Whether usage is billed afterwards, instead of a quantity beforehand. */
export function isMetered({ recurring }: Records['price']): boolean {
  return recurring?.usage_type === 'metered';
}
