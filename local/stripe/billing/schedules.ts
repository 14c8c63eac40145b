import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { cancelAsScheduled } from './cancel';
import { applyChanges, changeItems, type ItemChange } from './change';
import { isEnded } from './lifecycle';
import { renew } from './renewal';
import { startTrial } from './start-trial';
import { activeSchedule, endSchedule } from './schedule-end';
import {
  addPhaseItems,
  fieldsOfPhase,
  resetsAnchor,
  takeDiscounts,
  type Phase,
} from './schedule-phase';
import { itemsOf, periodOf } from './subscription-items';

type Schedule = Records['subscription_schedule'];
type Subscription = Records['subscription'];

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
    if (cancels) cancelAsScheduled(account, subscriptionId);
    return;
  }
  account.change('subscription_schedule', schedule.id, 'subscription_schedule.updated', {
    current_phase: { end_date: next.end_date, start_date: next.start_date },
  });
  if (isEnded(subscription.status)) return;
  beginPhase(account, schedule, subscription, next);
}

function beginPhase(
  account: Account,
  schedule: Schedule,
  before: Subscription,
  phase: Phase,
): void {
  const { id } = before;
  const period = periodOf(account, id);
  const changes = changesTo(account, id, phase.items);
  const isRenewal = period.end <= account.now() && before.status !== 'paused';
  const resetAnchor = resetsAnchor(schedule, phase);
  const become = (): Partial<Subscription> => ({
    ...fieldsOfPhase(phase, before),
    discounts: takeDiscounts(account, before, phase),
  });
  addPhaseItems(account, before, phase);
  if (phase.trial_end !== null && phase.trial_end > account.now()) {
    startTrial(account, before, phase.trial_end, () => {
      applyChanges(account, id, changes, period);
      return become();
    });
    return;
  }
  if (isRenewal) {
    renew(account, before, () => {
      applyChanges(account, id, changes, period);
      return { ...become(), ...(resetAnchor ? { billing_cycle_anchor: account.now() } : {}) };
    });
    return;
  }
  changePhaseItems(account, id, changes, {
    become,
    behavior: phase.proration_behavior,
    resetAnchor,
  });
}

interface PhaseChange {
  behavior: string;
  resetAnchor?: boolean;
  /** What the rest of the subscription becomes. */
  become?: () => Partial<Subscription>;
}

/** Gives a subscription what a phase consists of, in the middle of its period. */
export function changePhaseItems(
  account: Account,
  subscriptionId: string,
  changes: ItemChange[],
  { become = () => ({}), behavior, resetAnchor = false }: PhaseChange,
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
      resetAnchor,
    },
    (more) =>
      account.change('subscription', subscriptionId, null, () => ({ ...become(), ...more() })),
  );
}

/**
 * Makes a subscription what it will be when it renews at a time, if a phase begins then: for looking
 * ahead in a dry run.
 *
 * @param at Unix second of the renewal
 */
export function lookAhead(account: Account, subscription: Subscription, at: number): Subscription {
  const schedule = activeSchedule(account, subscription);
  const next =
    schedule?.current_phase?.end_date === at
      ? schedule.phases.find(({ start_date: start }) => start === at)
      : undefined;
  if (!schedule || !next) return subscription;
  const { id } = subscription;
  applyChanges(account, id, changesTo(account, id, next.items), periodOf(account, id));
  addPhaseItems(account, subscription, next);
  return account.change('subscription', id, null, {
    ...fieldsOfPhase(next, subscription),
    discounts: takeDiscounts(account, subscription, next),
  });
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
export function followChange(account: Account, subscription: Subscription): void {
  const schedule = activeSchedule(account, subscription);
  if (!schedule) return;
  const items = phaseItems(account, subscription.id);
  account.change('subscription_schedule', schedule.id, 'subscription_schedule.updated', {
    phases: schedule.phases.map((phase) =>
      phase.start_date === schedule.current_phase?.start_date ? { ...phase, items } : phase,
    ),
  });
}
