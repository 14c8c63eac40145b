import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { periodAt } from './calendar';
import {
  createInvoice,
  finalizeInvoice,
  markUncollectible,
  payInvoice,
  voidInvoice,
  type InvoiceResult,
} from './invoices';
import { nextStatus } from './lifecycle';
import { intervalOf, remainder } from './money';
import { concludePayment } from './renewal';
import { itemsOf, periodLines, periodOf, priceOf, setPeriod } from './subscription-items';

type Subscription = Records['subscription'];

export interface Resumption {
  /** Keeps the old rhythm and pays for the rest of the running period only. */
  keepsAnchor: boolean;
  prorates: boolean;
  /** Active only once the invoice is paid; else already when it was tried. */
  needsPayment: boolean;
}

/**
 * Brings a paused subscription back: a period begins, its invoice is finalised and tried at once.
 *
 * @throws StripeApiError 400 when the subscription is not paused
 */
export function resume(account: Account, paused: Subscription, input: Resumption): Subscription {
  if (paused.status !== 'paused') {
    throw invalid('Only paused subscriptions can be resumed.', undefined, 'resource_missing');
  }
  const now = account.now();
  const [first] = itemsOf(account, paused.id);
  if (!first) throw new Error(`${paused.id} has no items.`);
  const anchor = input.keepsAnchor ? paused.billing_cycle_anchor : now;
  const period = periodAt(anchor, intervalOf(priceOf(account, first)), now);
  const past = periodOf(account, paused.id);
  const invoiceId = account.store.newId('invoice');
  const isFree = input.keepsAnchor && !input.prorates;
  const resumed = account.change('subscription', paused.id, 'customer.subscription.updated', () => {
    setPeriod(account, paused.id, period);
    return {
      billing_cycle_anchor: anchor,
      ...(isFree ? {} : { latest_invoice: invoiceId }),
      status: input.needsPayment && !isFree ? paused.status : nextStatus('paused', 'resumed'),
    };
  });
  if (resumed.status === 'active') account.emit('customer.subscription.resumed', resumed);
  if (isFree) return resumed;
  createInvoice(account, {
    id: invoiceId,
    currency: resumed.currency,
    customer: account.require('customer', resumed.customer),
    lines: periodLines(account, resumed.id, period).map((line) =>
      input.keepsAnchor
        ? {
            ...line,
            amount: remainder(line.amount, period, now),
            period: { ...period, start: now },
          }
        : line,
    ),
    period: past,
    reason: 'subscription_update',
    subscription: resumed,
    waitsAnHour: false,
  });
  const open = finalizeInvoice(account, invoiceId);
  if (open.status !== 'paid') {
    const options = { offSession: true, authenticated: false };
    concludePayment(account, payInvoice(account, open.id, null, options));
  }
  return account.require('subscription', resumed.id);
}

/** What becomes of an invoice that fell due while collection is paused; null when it is not. */
export function settlePaused(
  account: Account,
  subscription: Subscription | null,
  invoice: Records['invoice'],
): InvoiceResult | null {
  const behavior = subscription?.pause_collection?.behavior;
  if (invoice.status === 'paid' || behavior === undefined) return null;
  const settled =
    behavior === 'void' ? voidInvoice(account, invoice) : markUncollectible(account, invoice);
  return { kind: 'no_payment_method', invoice: settled };
}

/** The time that collection was paused for is over. */
export function resumeCollection(account: Account, id: string): void {
  account.change('subscription', id, 'customer.subscription.updated', { pause_collection: null });
}
