import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import {
  announceFailure,
  createInvoice,
  finalizeInvoice,
  payInvoice,
  voidInvoice,
} from './invoices';
import { isEnded, nextStatus } from './lifecycle';
import { takePending } from './pending-items';
import { periodOf } from './subscription-items';
import { activeSchedule, endSchedule } from './schedule-end';
import { usageLines } from './usage-lines';

interface Details {
  reason?: 'cancellation_requested' | 'payment_failed';
  comment?: string | null;
  feedback?: string | null;
}

/** Ends a subscription at once and announces it. Open invoices stop being collected. */
export function cancelNow(
  account: Account,
  subscriptionId: string,
  details: Details,
): Records['subscription'] {
  const before = account.require('subscription', subscriptionId);
  if (isEnded(before.status)) return before;
  stopCollection(account, before);
  const schedule = activeSchedule(account, before);
  if (schedule) {
    endSchedule(account, schedule, details.reason === 'payment_failed' ? 'aborted' : 'canceled');
  }
  const now = account.now();
  const canceled = account.change('subscription', subscriptionId, null, {
    cancel_at: before.cancel_at === null ? null : Math.min(before.cancel_at, now),
    canceled_at: before.canceled_at ?? now,
    cancellation_details: {
      comment: details.comment ?? before.cancellation_details?.comment ?? null,
      feedback: details.feedback ?? before.cancellation_details?.feedback ?? null,
      feedback_option: null,
      reason: details.reason ?? 'cancellation_requested',
    },
    ended_at: now,
    pending_update: null,
    status: nextStatus(before.status, 'canceled'),
    _pending: null,
  });
  account.emit('customer.subscription.deleted', canceled);
  return canceled;
}

/** A subscription ends at the time set: what still waits for its next invoice is invoiced now. */
export function cancelAsScheduled(account: Account, id: string): void {
  const subscription = account.require('subscription', id);
  if (periodOf(account, id).end <= account.now()) invoiceRest(account, subscription);
  cancelNow(account, id, {});
}

/** Invoices what waits for the next invoice of a subscription, and tries once to take the money. */
export function invoiceRest(account: Account, subscription: Records['subscription']): void {
  const id = account.store.newId('invoice');
  const now = account.now();
  const lines = [
    ...takePending(account, subscription.id, id),
    ...usageLines(account, subscription.id, now),
  ];
  if (lines.length === 0) return;
  createInvoice(account, {
    id,
    currency: subscription.currency,
    customer: account.require('customer', subscription.customer),
    lines,
    period: { start: now, end: now },
    reason: 'subscription_update',
    subscription,
    waitsAnHour: false,
  });
  account.change('subscription', subscription.id, 'customer.subscription.updated', {
    latest_invoice: id,
  });
  const open = finalizeInvoice(account, id);
  if (open.status !== 'open' || open.collection_method === 'send_invoice') return;
  const result = payInvoice(account, id, null, { authenticated: false, offSession: true });
  if (result.kind !== 'paid') announceFailure(account, result);
}

/** The first payment never came: the subscription expires and its invoice is void. */
export function expireIncomplete(account: Account, subscription: Records['subscription']): void {
  const invoice = subscription.latest_invoice
    ? account.find('invoice', subscription.latest_invoice)
    : null;
  if (invoice?.status === 'open') voidInvoice(account, invoice);
  account.change('subscription', subscription.id, 'customer.subscription.updated', {
    ended_at: account.now(),
    status: nextStatus(subscription.status, 'first_payment_late'),
  });
}

function stopCollection(account: Account, subscription: Records['subscription']): void {
  for (const invoice of account.store.all('invoice', 'customer', subscription.customer)) {
    if (invoice.parent?.subscription_details?.subscription !== subscription.id) continue;
    if (invoice.status !== 'open' && invoice.status !== 'draft') continue;
    account.change('invoice', invoice.id, 'invoice.updated', {
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    });
  }
}
