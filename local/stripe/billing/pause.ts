import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { HOUR, periodAt } from './calendar';
import { invoiceRest } from './cancel';
import { creditRest } from './credit-rest';
import {
  createInvoice,
  finalizeInvoice,
  markUncollectible,
  payInvoice,
  subscriptionOf,
  voidInvoice,
  type InvoiceResult,
} from './invoices';
import { nextStatus, transition } from './lifecycle';
import { intervalOf, remainder } from './money';
import { concludePayment } from './renewal';
import { itemsOf, periodLines, periodOf, priceOf, setPeriod } from './subscription-items';

import { forgetUsage, settleUsage } from './usage-lines';

type Subscription = Records['subscription'];

/** An unpaid invoice for coming back is waited for this long. */
const RESUME_SECONDS = 23 * HOUR;

export interface Resumption {
  /** Keeps the old rhythm and pays for the rest of the running period only. */
  keepsAnchor: boolean;
  prorates: boolean;
  /** The moment that the rest of the period counts from, Unix seconds. */
  prorationDate: number;
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
  const isWaiting = input.needsPayment && !isFree;
  const resumed = account.change('subscription', paused.id, 'customer.subscription.updated', () => {
    setPeriod(account, paused.id, period);
    forgetUsage(account, paused.id);
    return {
      billing_cycle_anchor: anchor,
      ...(isFree ? {} : { latest_invoice: invoiceId }),
      status: isWaiting ? paused.status : nextStatus('paused', 'resumed'),
      _resuming: isWaiting ? { invoice: invoiceId, until: now + RESUME_SECONDS } : null,
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
            amount: remainder(line.amount, period, input.prorationDate),
            period: { ...period, start: input.prorationDate },
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

/** Nobody has paid for coming back in time: the invoice is void and the pause goes on. */
export function stayPaused(account: Account, id: string): void {
  const { _resuming: resuming } = account.require('subscription', id);
  account.change('subscription', id, null, { _resuming: null });
  const invoice = resuming && account.find('invoice', resuming.invoice);
  if (invoice?.status === 'open') voidInvoice(account, invoice);
}

/** The invoice for coming back is given up: the subscription comes back without the money. */
export function resumeUnpaid(account: Account, invoice: Records['invoice']): void {
  const subscription = subscriptionOf(account, invoice);
  if (subscription?.status !== 'paused' || subscription._resuming?.invoice !== invoice.id) return;
  const active = transition(account, subscription, 'resumed', { _resuming: null });
  account.emit('customer.subscription.resumed', active);
}

export interface PauseRequest {
  /** What is credited of the running period: the rest from now, all of it, or nothing. */
  creditsFrom: string;
  /** Invoices the credit at once, instead of with the next invoice. */
  invoicesNow: boolean;
  /** Leaves what was used since the last invoice unbilled. */
  leavesUsage: boolean;
}

/**
 * Pauses a subscription: nothing is provided and nothing billed until it is resumed.
 *
 * @throws StripeApiError 400 when it is not running
 * @see https://docs.stripe.com/billing/subscriptions/pause
 */
export function pauseSubscription(
  account: Account,
  subscription: Subscription,
  { creditsFrom, invoicesNow, leavesUsage }: PauseRequest,
): Subscription {
  const { id, status } = subscription;
  if (nextStatus(status, 'pause_requested') === status) {
    throw invalid(`A subscription that is \`${status}\` cannot be paused.`);
  }
  if (leavesUsage) forgetUsage(account, id);
  else for (const item of itemsOf(account, id)) settleUsage(account, item.id);
  if (creditsFrom !== 'none' && status !== 'trialing') {
    const { start } = periodOf(account, id);
    creditRest(account, subscription, creditsFrom === 'now' ? account.now() : start);
  }
  const paused = transition(account, subscription, 'pause_requested', { _resuming: null });
  account.emit('customer.subscription.paused', paused);
  if (invoicesNow) invoiceRest(account, paused);
  return account.require('subscription', id);
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
