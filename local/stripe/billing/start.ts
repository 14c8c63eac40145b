import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { HOUR } from './calendar';
import {
  announceFailure,
  createInvoice,
  finalizeInvoice,
  payInvoice,
  type InvoiceResult,
} from './invoices';
import { nextStatus } from './lifecycle';
import { createSubscription, firstLines, type NewSubscription } from './new-subscription';
import type { PayOptions } from './pay-intent';
import { takePending } from './pending-items';

/** An unpaid first invoice is waited for this long. */
export const INCOMPLETE_SECONDS = 23 * HOUR;

/** A new subscription, and what has become of its first invoice if there is one. */
interface Started {
  subscription: Records['subscription'];
  result: InvoiceResult | { kind: 'nothing_due' };
}

/**
 * Starts a subscription with its first invoice and tries to take the first payment. Announces the
 * subscription last, as it stands then.
 */
export function startSubscription(
  account: Account,
  input: NewSubscription,
  options: PayOptions,
): Started {
  const created = createSubscription(account, input);
  input.addItems?.(created);
  const customer = account.require('customer', input.customer);
  const now = account.now();
  const isAwaited = created.collection_method !== 'send_invoice' && !input.isScheduled;
  const invoiceId = account.store.newId('invoice');
  const lines = [
    ...takePending(account, created.id, invoiceId, 'any'),
    ...firstLines(account, created, input),
  ];
  if (customer.currency === null) {
    account.change('customer', customer.id, 'customer.updated', { currency: created.currency });
  }
  if (lines.length === 0) return startUnbilled(account, created);
  const draft = createInvoice(account, {
    id: invoiceId,
    currency: created.currency,
    customer: account.require('customer', customer.id),
    lines,
    period: { start: now, end: now },
    reason: 'subscription_create',
    subscription: created,
    waitsAnHour: !isAwaited && input.trialEnd === null,
  });
  // One that nobody waits for is a draft for an hour like any other.
  const invoice = draft.auto_advance ? draft : finalizeInvoice(account, draft.id);
  const result: InvoiceResult =
    invoice.status === 'paid' || (input.payNow && isAwaited)
      ? payInvoice(account, invoice.id, null, options)
      : { kind: 'no_payment_method', invoice };
  const hasFailed = result.kind === 'declined' || result.kind === 'requires_action';
  if (hasFailed) announceFailure(account, result);
  const subscription = account.change('subscription', created.id, null, {
    latest_invoice: invoice.id,
    ...(result.kind === 'paid' && invoice.amount_due === 0 && input.setUp
      ? { pending_setup_intent: input.setUp() }
      : {}),
    status:
      result.kind === 'paid' || !isAwaited ? nextStatus(created.status, 'paid') : created.status,
  });
  account.emit('customer.subscription.created', subscription);
  return { subscription, result };
}

/** Everything is billed by usage, and nothing has been used: there is no invoice to begin with. */
function startUnbilled(account: Account, created: Records['subscription']): Started {
  const subscription = account.change('subscription', created.id, null, {
    status: nextStatus(created.status, 'paid'),
  });
  account.emit('customer.subscription.created', subscription);
  return { subscription, result: { kind: 'nothing_due' } };
}
