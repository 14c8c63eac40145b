import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

export type Status =
  | 'incomplete'
  | 'incomplete_expired'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'canceled';

/** What can happen to a subscription. */
export type Trigger =
  | 'paid'
  | 'payment_failed'
  | 'retries_over'
  | 'first_payment_late'
  | 'trial_over'
  | 'trial_over_without_card'
  | 'trial_started'
  | 'pause_requested'
  | 'resumed'
  | 'canceled';

/** The whole life of a subscription. What is not listed cannot happen and leaves it as it is. */
const TRANSITIONS: Record<Status, Partial<Record<Trigger, Status>>> = {
  incomplete: { paid: 'active', first_payment_late: 'incomplete_expired', canceled: 'canceled' },
  incomplete_expired: {},
  trialing: {
    trial_over: 'active',
    trial_over_without_card: 'paused',
    payment_failed: 'past_due',
    pause_requested: 'paused',
    canceled: 'canceled',
  },
  active: {
    payment_failed: 'past_due',
    trial_started: 'trialing',
    pause_requested: 'paused',
    canceled: 'canceled',
  },
  past_due: { paid: 'active', retries_over: 'unpaid', canceled: 'canceled' },
  unpaid: { paid: 'active', canceled: 'canceled' },
  paused: { resumed: 'active', paid: 'active', canceled: 'canceled' },
  canceled: {},
};

/** The status after a trigger. */
export function nextStatus(status: string, trigger: Trigger): string {
  return (
    (TRANSITIONS[status as Status] as (typeof TRANSITIONS)[Status] | undefined)?.[trigger] ?? status
  );
}

export function isEnded(status: string): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}

/** Applies a trigger, with whatever else changes in the same moment, and announces it. */
export function transition(
  account: Account,
  subscription: Records['subscription'],
  trigger: Trigger,
  fields: Partial<Records['subscription']> = {},
): Records['subscription'] {
  const status = nextStatus(subscription.status, trigger);
  return account.change('subscription', subscription.id, 'customer.subscription.updated', {
    ...fields,
    status,
  });
}
