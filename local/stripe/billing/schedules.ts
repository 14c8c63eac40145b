import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { cancelNow } from './cancel';
import { applyChanges, changeItems, type ItemChange } from './change';
import { isEnded } from './lifecycle';
import { renew } from './renewal';
import { activeSchedule, endSchedule } from './schedule-end';
import { itemsOf, periodOf } from './subscription-items';

type Schedule = Records['subscription_schedule'];
type Phase = Schedule['phases'][number];

/**
 * The running phase of a subscription's schedule is over: the next begins, with the renewal when
 * both fall together, or the schedule ends as it was told to.
 */
export function enterNextPhase(account: Account, subscriptionId: string): void {
  const subscription = account.require('subscription', subscriptionId);
  const schedule = activeSchedule(account, subscription);
  if (!schedule) return;
  const ended = schedule.current_phase?.end_date;
  const next = schedule.phases.find(({ start_date: start }) => start === ended);
  if (!next) {
    const cancels = schedule.end_behavior === 'cancel';
    endSchedule(account, schedule, cancels ? 'completed' : 'released');
    if (cancels) cancelNow(account, subscriptionId, {});
    return;
  }
  account.change('subscription_schedule', schedule.id, 'subscription_schedule.updated', {
    current_phase: { end_date: next.end_date, start_date: next.start_date },
  });
  if (isEnded(subscription.status)) return;
  const changes = changesTo(account, subscriptionId, next.items);
  const period = periodOf(account, subscriptionId);
  if (period.end <= account.now() && subscription.status !== 'paused') {
    renew(account, subscription, () => {
      applyChanges(account, subscriptionId, changes, period);
    });
    return;
  }
  changePhaseItems(account, subscriptionId, changes, next.proration_behavior);
}

/** Gives a subscription what a phase consists of, in the middle of its period. */
export function changePhaseItems(
  account: Account,
  subscriptionId: string,
  changes: ItemChange[],
  behavior: string,
): void {
  changeItems(
    account,
    account.require('subscription', subscriptionId),
    {
      changes,
      payment: 'attempt',
      prorationBehavior:
        behavior === 'none' || behavior === 'always_invoice' ? behavior : 'create_prorations',
      prorationDate: account.now(),
      resetAnchor: false,
    },
    (more) => account.change('subscription', subscriptionId, 'customer.subscription.updated', more),
  );
}

/** What turns the items of a subscription into those of a phase, one by one in their order. */
export function changesTo(
  account: Account,
  subscriptionId: string,
  wanted: Phase['items'],
): ItemChange[] {
  const current = itemsOf(account, subscriptionId);
  const kept = wanted.map(({ price, quantity, metadata }, at) => ({
    item: current[at] ?? null,
    price: account.require('price', price),
    quantity: quantity ?? 1,
    deleted: false,
    metadata: metadata ?? current[at]?.metadata ?? {},
  }));
  const gone = current.slice(wanted.length).map((item) => ({
    item,
    price: account.require('price', item.price),
    quantity: item.quantity ?? 1,
    deleted: true,
    metadata: item.metadata,
  }));
  return [...kept, ...gone];
}

/** The items of a subscription as a phase holds them. */
export function phaseItems(account: Account, subscriptionId: string): Phase['items'] {
  return itemsOf(account, subscriptionId).map(({ price, quantity }) => ({
    billing_thresholds: null,
    discounts: [],
    metadata: {},
    plan: price,
    price,
    quantity: quantity ?? 1,
    tax_rates: [],
  }));
}

/** A change made past the schedule belongs to its running phase: the next one starts from there. */
export function followChange(account: Account, subscription: Records['subscription']): void {
  const schedule = activeSchedule(account, subscription);
  if (!schedule) return;
  const items = phaseItems(account, subscription.id);
  account.change('subscription_schedule', schedule.id, 'subscription_schedule.updated', {
    phases: schedule.phases.map((phase) =>
      phase.start_date === schedule.current_phase?.start_date ? { ...phase, items } : phase,
    ),
  });
}
