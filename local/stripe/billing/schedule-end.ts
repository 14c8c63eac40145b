import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';

type Schedule = Records['subscription_schedule'];

/** Ends a schedule and announces it; a released one lets go of its subscription. */
export function endSchedule(
  account: Account,
  schedule: Schedule,
  how: 'aborted' | 'canceled' | 'completed' | 'released',
): Schedule {
  const now = account.now();
  // It is aborted when its subscription ends because nobody pays.
  const isCanceled = how === 'canceled' || how === 'aborted';
  const ended = account.change('subscription_schedule', schedule.id, null, {
    current_phase: null,
    status: isCanceled ? 'canceled' : how,
    ...(isCanceled ? { canceled_at: now } : {}),
    ...(how === 'completed' ? { completed_at: now } : {}),
    ...(how === 'released'
      ? { released_at: now, released_subscription: schedule.subscription, subscription: null }
      : {}),
  });
  account.emit(`subscription_schedule.${how}`, ended);
  if (how === 'released' && schedule.subscription !== null) {
    account.change('subscription', schedule.subscription, 'customer.subscription.updated', {
      schedule: null,
    });
  }
  return ended;
}

/** The schedule that still decides about a subscription, if there is one. */
export function activeSchedule(
  account: Account,
  subscription: Records['subscription'],
): Schedule | null {
  const schedule =
    subscription.schedule === null
      ? null
      : account.find('subscription_schedule', subscription.schedule);
  return schedule?.status === 'active' ? schedule : null;
}
