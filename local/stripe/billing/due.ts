import type { Account } from '../kernel/account';
import type { AnyRecord } from '../kernel/records';
import type { Store } from '../kernel/store';
import { expireSession } from '../resources/checkout-expiry';
import { cancelQuote } from '../resources/quote-expiry';
import { cancelAsScheduled, expireIncomplete } from './cancel';
import { DAY } from './calendar';
import { removeDiscount } from './discounts';
import { isEnded } from './lifecycle';
import { paymentDue, runPaymentTask } from './payment-due';
import { announceExpiring, scheduleDue } from './schedule-due';
import { startSchedule } from './schedule-start';
import { enterNextPhase } from './schedules';
import { resumeCollection, stayPaused } from './pause';
import { expirePending } from './pending-update';
import { announceUpcoming, collect, renew } from './renewal';
import { announceOverdue, announceWillBeDue, giveUpSent, sentDue } from './send-invoice';
import { INCOMPLETE_SECONDS } from './start';

/** Stripe announces renewals a week and the end of a trial three days ahead. */
const UPCOMING_SECONDS = 7 * DAY;
const TRIAL_WILL_END_SECONDS = 3 * DAY;

type Task =
  | 'cancel'
  | 'collect'
  | 'end_discount'
  | 'expire_incomplete'
  | 'expire_pending'
  | 'expire_quote'
  | 'expire_session'
  | 'give_up_sent'
  | 'overdue'
  | 'next_phase'
  | 'payment'
  | 'renew'
  | 'schedule_expiring'
  | 'start_schedule'
  | 'resume_collection'
  | 'stay_paused'
  | 'trial_will_end'
  | 'upcoming'
  | 'will_be_due';

/** When an object needs attention next, computed from the object alone. */
export function due(record: AnyRecord, store: Store): number | null {
  return nextTask(record, store)?.at ?? null;
}

type Run = (account: Account, id: string) => void;

const RUN: Record<Task, Run> = {
  cancel: cancelAsScheduled,
  collect,
  end_discount: (account, id) => removeDiscount(account, id, 'customer.subscription.updated'),
  expire_incomplete: (account, id) => {
    expireIncomplete(account, account.require('subscription', id));
  },
  expire_pending: expirePending,
  expire_quote: cancelQuote,
  expire_session: expireSession,
  give_up_sent: giveUpSent,
  next_phase: enterNextPhase,
  overdue: announceOverdue,
  payment: runPaymentTask,
  renew: (account, id) => {
    renew(account, account.require('subscription', id));
  },
  resume_collection: resumeCollection,
  schedule_expiring: announceExpiring,
  start_schedule: (account, id) => {
    startSchedule(account, account.require('subscription_schedule', id));
  },
  stay_paused: stayPaused,
  trial_will_end: (account, id) => {
    const told = account.change('subscription', id, null, {
      _told: { ...account.require('subscription', id)._told, trialWillEnd: true },
    });
    account.emit('customer.subscription.trial_will_end', told);
  },
  upcoming: (account, id) => {
    announceUpcoming(account, account.require('subscription', id));
  },
  will_be_due: announceWillBeDue,
};

/** Does what is due for an object, at the account's present time. */
export function runTask(account: Account, id: string): void {
  const record = account.store.any(id);
  const task = record && nextTask(record, account.store)?.task;
  if (task) RUN[task](account, id);
}

interface Due {
  at: number;
  task: Task;
}

function nextTask(record: AnyRecord, store: Store): Due | null {
  switch (record.object) {
    case 'subscription':
      return subscriptionTask(record.id, store);
    case 'invoice':
      return invoiceTask(record.id, store);
    case 'subscription_schedule': {
      const schedule = store.find('subscription_schedule', record.id);
      return schedule && scheduleDue(schedule);
    }
    case 'discount': {
      const discount = store.find('discount', record.id);
      const end = discount && !discount._deleted ? discount.end : null;
      return end === null ? null : { at: end, task: 'end_discount' };
    }
    case 'quote': {
      const quote = store.find('quote', record.id);
      const isOpen = quote?.status === 'draft' || quote?.status === 'open';
      return isOpen ? { at: quote.expires_at, task: 'expire_quote' } : null;
    }
    case 'checkout.session': {
      const session = store.find('checkout.session', record.id);
      return session?.status === 'open' ? { at: session.expires_at, task: 'expire_session' } : null;
    }
    default: {
      const at = paymentDue(record, store);
      return at === null ? null : { at, task: 'payment' };
    }
  }
}

function invoiceTask(id: string, store: Store): Due | null {
  const invoice = store.find('invoice', id);
  if (invoice?.collection_method === 'send_invoice' && invoice.status === 'open') {
    return sentDue(invoice, store.state.retries.retryAfterDays);
  }
  const at =
    invoice?.status === 'draft'
      ? invoice.automatically_finalizes_at
      : invoice?.status === 'open'
        ? invoice.next_payment_attempt
        : null;
  return typeof at === 'number' ? { at, task: 'collect' } : null;
}

function subscriptionTask(id: string, store: Store): Due | null {
  const subscription = store.find('subscription', id);
  if (!subscription || isEnded(subscription.status)) return null;
  const { status, cancel_at: cancelAt, trial_end: trialEnd, _told: told } = subscription;
  if (status === 'incomplete') {
    return { at: subscription.created + INCOMPLETE_SECONDS, task: 'expire_incomplete' };
  }
  const tasks: Due[] = [];
  if (cancelAt !== null) tasks.push({ at: cancelAt, task: 'cancel' });
  const { pending_update: pending, _resuming: resuming } = subscription;
  if (pending) tasks.push({ at: pending.expires_at, task: 'expire_pending' });
  if (resuming && status === 'paused') tasks.push({ at: resuming.until, task: 'stay_paused' });
  const resumesAt = subscription.pause_collection?.resumes_at ?? null;
  if (resumesAt !== null) tasks.push({ at: resumesAt, task: 'resume_collection' });
  const [item] = store.all('subscription_item', 'subscription', id);
  if (item && status !== 'paused') {
    const { current_period_start: start, current_period_end: end } = item;
    tasks.push({ at: end, task: 'renew' });
    const isLong = end - start > UPCOMING_SECONDS;
    const willRenew = cancelAt === null || cancelAt > end;
    if (isLong && willRenew && status !== 'trialing' && told.upcomingFor !== end) {
      tasks.push({ at: end - UPCOMING_SECONDS, task: 'upcoming' });
    }
  }
  if (status === 'trialing' && trialEnd !== null && !told.trialWillEnd) {
    const isLong = trialEnd - subscription.created > TRIAL_WILL_END_SECONDS;
    if (isLong) tasks.push({ at: trialEnd - TRIAL_WILL_END_SECONDS, task: 'trial_will_end' });
  }
  const schedule =
    subscription.schedule && store.find('subscription_schedule', subscription.schedule);
  if (schedule && schedule.current_phase) {
    tasks.push({ at: schedule.current_phase.end_date, task: 'next_phase' });
  }
  // At the same moment an end goes before a renewal: nobody is charged for a period not wanted,
  // nor by a plan that was to change.
  tasks.sort((a, b) => a.at - b.at || rankOf(a.task) - rankOf(b.task));
  return tasks[0] ?? null;
}

function rankOf(task: Task): number {
  if (task === 'expire_pending') return 0;
  if (task === 'cancel') return 1;
  return task === 'next_phase' ? 2 : 3;
}
