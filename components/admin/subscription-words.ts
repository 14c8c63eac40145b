import type { Subscription } from '@/lib/admin/rows';
import { formatAmount } from './amount';

/** "3 × Cue Pro"; the product's id where the mirror does not know its name. */
export function toItemWords({ product_name, product_id, quantity }: Subscription['items'][number]) {
  const name = product_name ?? product_id;
  return quantity === null || quantity === 1 ? name : `${quantity} × ${name}`;
}

/** "$40.00 per month", for one; "varies" for a price in tiers. */
export function toPriceWords(
  price: {
    unit_amount: number | null;
    currency: string;
    interval: string | null;
    interval_count: number | null;
  },
  locale: string,
): string {
  const { unit_amount, currency, interval, interval_count } = price;
  const amount = unit_amount === null ? 'varies' : formatAmount(unit_amount, currency, locale);
  if (interval === null) return amount;
  const count = interval_count ?? 1;
  return count === 1 ? `${amount} per ${interval}` : `${amount} every ${count} ${interval}s`;
}

const overStatuses = ['canceled', 'incomplete_expired'];

/** True while something can still be changed about it. */
export function isRunning({ status }: Pick<Subscription, 'status'>): boolean {
  return !overStatuses.includes(status);
}

/** True when its end is settled but has not come yet; Stripe says so in either of two ways. */
export function isEnding(
  subscription: Pick<Subscription, 'status' | 'cancel_at' | 'cancel_at_period_end'>,
): boolean {
  const { cancel_at, cancel_at_period_end } = subscription;
  return isRunning(subscription) && (cancel_at !== null || cancel_at_period_end);
}

interface NextDate {
  label: 'Ended' | 'Ends' | 'Trial ends' | 'Renews' | 'Due';
  /** ISO 8601. */
  at: string;
}

/** What comes next of a subscription, and when; null when nothing is known to. */
export function toNextDate(subscription: Subscription): NextDate | null {
  const { status, ended_at, canceled_at, cancel_at, trial_end, items } = subscription;
  const periodEnd = items.map((item) => item.current_period_end).toSorted()[0] ?? null;
  const label = (name: NextDate['label'], at: string | null) =>
    at === null ? null : { label: name, at };
  if (!isRunning(subscription)) return label('Ended', ended_at ?? canceled_at);
  if (isEnding(subscription)) return label('Ends', cancel_at ?? periodEnd);
  if (status === 'trialing') return label('Trial ends', trial_end);
  return label(status === 'active' ? 'Renews' : 'Due', periodEnd);
}
