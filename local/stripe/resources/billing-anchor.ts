import type Stripe from 'stripe';
import { boundary } from '../billing/calendar';
import { intervalOf } from '../billing/money';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';

type Params = Stripe.SubscriptionCreateParams;
type Config = NonNullable<Records['subscription']['billing_cycle_anchor_config']>;

interface Anchor {
  billingCycleAnchor: number | null;
  anchorConfig: Config | null;
}

/**
 * The moment that the periods of a new subscription are counted from.
 *
 * @param price one of the subscription's prices: they share their interval
 * @throws StripeApiError 400 for a moment that has passed or lies beyond one period
 */
export function anchorOf(account: Account, params: Params, price: Records['price']): Anchor {
  const { billing_cycle_anchor: anchor, billing_cycle_anchor_config: config } = params;
  if (anchor === undefined && !config) return { billingCycleAnchor: null, anchorConfig: null };
  if (anchor !== undefined && config) {
    throw invalid(
      'You may only specify one of these parameters: billing_cycle_anchor, billing_cycle_anchor_config.',
    );
  }
  if (params.trial_end !== undefined || params.trial_period_days !== undefined) {
    throw notBuilt('a billing cycle anchor together with a trial');
  }
  const now = account.now();
  const interval = intervalOf(price);
  if (config) {
    if (interval.unit !== 'month' && interval.unit !== 'year') {
      throw invalid(
        'billing_cycle_anchor_config can only be used with monthly and yearly intervals.',
        'billing_cycle_anchor_config',
      );
    }
    const full = fullConfig(config, interval.unit === 'year', now);
    return { billingCycleAnchor: nextMoment(full, now), anchorConfig: full };
  }
  if (anchor === undefined || anchor < now) {
    throw invalid('billing_cycle_anchor must be in the future.', 'billing_cycle_anchor');
  }
  if (anchor > boundary(now, interval, 1)) {
    throw invalid(
      'billing_cycle_anchor cannot be later than next natural billing date for plan.',
      'billing_cycle_anchor',
    );
  }
  return { billingCycleAnchor: anchor, anchorConfig: null };
}

function fullConfig(
  config: NonNullable<Params['billing_cycle_anchor_config']>,
  isYearly: boolean,
  now: number,
): Config {
  const { day_of_month: day, month } = config;
  if (day < 1 || day > 31) {
    throw invalid(
      'day_of_month must be from 1 to 31.',
      'billing_cycle_anchor_config[day_of_month]',
    );
  }
  if (month !== undefined && (month < 1 || month > 12)) {
    throw invalid('month must be from 1 to 12.', 'billing_cycle_anchor_config[month]');
  }
  const date = new Date(now * 1000);
  return {
    day_of_month: day,
    hour: config.hour ?? date.getUTCHours(),
    minute: config.minute ?? date.getUTCMinutes(),
    month: month ?? (isYearly ? date.getUTCMonth() + 1 : null),
    second: config.second ?? date.getUTCSeconds(),
  };
}

/**
 * The first moment with this very day, which a month without the 31st does not have: what is
 * counted from it comes back to its day after a short month.
 */
function nextMoment(
  { day_of_month: day, hour, minute, month, second }: Config,
  now: number,
): number {
  const date = new Date(now * 1000);
  const first = date.getUTCFullYear() * 12 + date.getUTCMonth();
  // Eight years hold a leap day, whatever the century.
  for (let months = first; months <= first + 8 * 12; months += 1) {
    if (month !== null && (months % 12) + 1 !== month) continue;
    const at = new Date(
      Date.UTC(Math.floor(months / 12), months % 12, day, hour ?? 0, minute ?? 0, second ?? 0),
    );
    const seconds = at.getTime() / 1000;
    if (at.getUTCDate() === day && seconds >= now) return seconds;
  }
  throw invalid('There is no such day.', 'billing_cycle_anchor_config[day_of_month]');
}
