import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { DAY } from './calendar';
import { cancelNow } from './cancel';
import { transition } from './lifecycle';
import { subscriptionOf } from './invoices';

/** When an invoice that is sent (not charged) has to be paid, Unix seconds; null for one charged. */
export function dueDateOf(
  account: Account,
  subscription: Records['subscription'] | null,
): number | null {
  if (subscription?.collection_method !== 'send_invoice') return null;
  return account.now() + (subscription.days_until_due ?? 0) * DAY;
}

/** A sent invoice is announced as due this long before, unless it had less time from the start. */
const WILL_BE_DUE_SECONDS = 3 * DAY;

type SentTask = 'give_up_sent' | 'overdue' | 'will_be_due';

/** What is next for an open invoice that was sent. */
export function sentDue(
  invoice: Records['invoice'],
  retryAfterDays: readonly number[],
): { at: number; task: SentTask } | null {
  const { due_date: due, status_transitions: times, _overdue: isOverdue, _told: isTold } = invoice;
  if (due === null) return null;
  const ahead = due - WILL_BE_DUE_SECONDS;
  if (!isTold && ahead > (times.finalized_at ?? 0)) return { at: ahead, task: 'will_be_due' };
  if (!isOverdue) return { at: due, task: 'overdue' };
  if (invoice._givenUp) return null;
  const days = retryAfterDays.reduce((sum, each) => sum + each, 0);
  return { at: due + days * DAY, task: 'give_up_sent' };
}

export function announceWillBeDue(account: Account, invoiceId: string): void {
  const invoice = account.change('invoice', invoiceId, null, { _told: true });
  account.emit('invoice.will_be_due', invoice);
}

/** Nobody has paid a sent invoice by its due date. */
export function announceOverdue(account: Account, invoiceId: string): void {
  const invoice = account.change('invoice', invoiceId, null, { _overdue: true, _told: true });
  account.emit('invoice.overdue', invoice);
  const subscription = subscriptionOf(account, invoice);
  if (subscription?.latest_invoice === invoice.id) {
    transition(account, subscription, 'payment_failed');
  }
}

/** As long after the due date as a card is retried, a subscription ends as it is set to. */
export function giveUpSent(account: Account, invoiceId: string): void {
  const invoice = account.change('invoice', invoiceId, null, { _givenUp: true });
  const subscription = subscriptionOf(account, invoice);
  if (subscription?.latest_invoice !== invoice.id) return;
  const { finally: end } = account.store.state.retries;
  if (end === 'canceled') cancelNow(account, subscription.id, { reason: 'payment_failed' });
  if (end === 'unpaid') transition(account, subscription, 'retries_over');
}
