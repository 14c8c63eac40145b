import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { DAY } from './calendar';
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

/** Nobody has paid a sent invoice by its due date. */
export function announceOverdue(account: Account, invoiceId: string): void {
  const invoice = account.change('invoice', invoiceId, null, { _overdue: true });
  account.emit('invoice.overdue', invoice);
  const subscription = subscriptionOf(account, invoice);
  if (subscription?.latest_invoice === invoice.id) {
    transition(account, subscription, 'payment_failed');
  }
}
