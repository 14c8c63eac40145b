import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { createInvoice, finalizeInvoice } from './invoices';
import { periodLines, periodOf, setPeriod } from './subscription-items';

type Subscription = Records['subscription'];

/** A running subscription begins a trial: its period ends with it, and its invoice asks for nothing. */
export function startTrial(
  account: Account,
  { id, _told: told }: Subscription,
  trialEnd: number,
  change: () => Partial<Subscription>,
): void {
  const past = periodOf(account, id);
  const now = account.now();
  const invoiceId = account.store.newId('invoice');
  const trialing = account.change('subscription', id, 'customer.subscription.updated', () => {
    const fields = change();
    setPeriod(account, id, { end: trialEnd, start: now });
    return {
      ...fields,
      billing_cycle_anchor: trialEnd,
      latest_invoice: invoiceId,
      status: 'trialing',
      trial_end: trialEnd,
      trial_start: now,
      _told: { ...told, trialWillEnd: false },
    };
  });
  createInvoice(account, {
    id: invoiceId,
    currency: trialing.currency,
    customer: account.require('customer', trialing.customer),
    lines: periodLines(account, id, { end: trialEnd, start: now }, true),
    period: past,
    reason: 'subscription_update',
    subscription: trialing,
    waitsAnHour: false,
  });
  finalizeInvoice(account, invoiceId);
}
