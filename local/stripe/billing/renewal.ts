import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { cancelNow } from './cancel';
import { DAY, periodAt, type Period } from './calendar';
import {
  announceFailure,
  createInvoice,
  finalizeInvoice,
  payInvoice,
  subscriptionOf,
  type InvoiceResult,
} from './invoices';
import { draftInvoice } from './invoice-draft';
import { isEnded, nextStatus, transition } from './lifecycle';
import { intervalOf } from './money';
import { takePending } from './pending-items';
import { applyPending } from './pending-update';
import { settlePaused } from './pause';
import { lookAhead } from './schedules';
import { itemsOf, periodLines, periodOf, priceOf, setPeriod } from './subscription-items';
import { usageLines } from './usage-lines';

type Subscription = Records['subscription'];

/**
 * A period (or trial) has ended: the next begins, and its invoice is drafted. The draft waits an
 * hour for changes before it is finalised and paid.
 *
 * @param change what else becomes of the subscription in this moment, a scheduled change
 */
export function renew(
  account: Account,
  subscription: Subscription,
  change: () => Partial<Subscription> = () => ({}),
): void {
  const past = periodOf(account, subscription.id);
  const isTrialOver = subscription.status === 'trialing';
  if (isTrialOver && endTrialWithoutCard(account, subscription, change)) return;
  // What was used is billed as it was sold, whatever changes in this moment.
  const used = usageLines(account, subscription.id, past.end);
  const invoiceId = account.store.newId('invoice');
  const renewed = account.change(
    'subscription',
    subscription.id,
    'customer.subscription.updated',
    () => {
      const fields = change();
      const next = nextPeriod(account, { ...subscription, ...fields }, past.end);
      setPeriod(account, subscription.id, next);
      return {
        ...fields,
        latest_invoice: invoiceId,
        status: isTrialOver ? nextStatus(subscription.status, 'trial_over') : subscription.status,
      };
    },
  );
  createInvoice(account, {
    id: invoiceId,
    currency: renewed.currency,
    customer: account.require('customer', renewed.customer),
    lines: [
      ...takePending(account, renewed.id, invoiceId, 'any'),
      ...used,
      ...periodLines(account, renewed.id, periodOf(account, renewed.id)),
    ],
    period: past,
    reason: 'subscription_cycle',
    subscription: renewed,
    // What an unpaid subscription owes is only written down.
    waitsAnHour: renewed.status !== 'unpaid' && !keepsDrafts(renewed),
  });
}

/** A draft's hour is over, or a retry is due. */
export function collect(account: Account, invoiceId: string): InvoiceResult {
  const invoice = account.require('invoice', invoiceId);
  const open = invoice.status === 'draft' ? finalizeInvoice(account, invoiceId) : invoice;
  const paused = settlePaused(account, subscriptionOf(account, open), open);
  if (paused) return paused;
  if (open.collection_method === 'send_invoice')
    return { kind: 'no_payment_method', invoice: open };
  const result = payInvoice(account, open.id, null, { offSession: true, authenticated: false });
  return concludePayment(account, result);
}

/** What a payment attempt means for the invoice's next attempt and for its subscription. */
export function concludePayment(account: Account, result: InvoiceResult): InvoiceResult {
  const { invoice } = result;
  const subscription = subscriptionOf(account, invoice);
  if (result.kind === 'paid') {
    if (subscription) {
      recover(account, subscription, invoice);
      saveMethod(account, subscription, invoice);
      applyPending(account, account.require('subscription', subscription.id), invoice.id);
    }
    return result;
  }
  const { retryAfterDays, finally: end } = account.store.state.retries;
  // A first invoice is not retried: the customer is there to pay it, or the subscription expires.
  const isRetried =
    subscription !== null &&
    subscription.status !== 'incomplete' &&
    subscription.status !== 'paused' &&
    invoice.collection_method === 'charge_automatically';
  const waitDays = isRetried ? retryAfterDays[invoice.attempt_count - 1] : undefined;
  account.change('invoice', invoice.id, null, {
    auto_advance: waitDays !== undefined,
    next_payment_attempt: waitDays === undefined ? null : account.now() + waitDays * DAY,
  });
  announceFailure(account, result);
  if (isRetried && !isEnded(subscription.status)) {
    transition(account, subscription, 'payment_failed');
    if (waitDays === undefined && end === 'canceled') {
      cancelNow(account, subscription.id, { reason: 'payment_failed' });
    }
    if (waitDays === undefined && end === 'unpaid') {
      transition(account, account.require('subscription', subscription.id), 'retries_over');
    }
  }
  return result;
}

/** `invoice.upcoming`: the next invoice as it would be now. */
export function announceUpcoming(account: Account, subscription: Subscription): void {
  const past = periodOf(account, subscription.id);
  account.change('subscription', subscription.id, null, {
    _told: { ...subscription._told, upcomingFor: past.end },
  });
  const shown = account.dryRun(() => {
    const id = `upcoming_${account.store.newId('invoice')}`;
    const used = usageLines(account, subscription.id, past.end);
    const after = lookAhead(account, subscription, past.end);
    const next = nextPeriod(account, after, past.end);
    const invoice = draftInvoice(account, {
      id,
      currency: subscription.currency,
      customer: account.require('customer', subscription.customer),
      lines: [
        ...takePending(account, subscription.id, id, 'any'),
        ...used,
        ...periodLines(account, subscription.id, next),
      ],
      period: past,
      reason: 'upcoming',
      subscription: after,
      waitsAnHour: true,
    });
    return render(account, invoice);
  });
  account.emitShown('invoice.upcoming', shown);
}

/** The period after the running one, counted from the anchor. */
export function nextPeriod(account: Account, subscription: Subscription, at: number): Period {
  const [item] = itemsOf(account, subscription.id);
  if (!item) throw new Error(`${subscription.id} has no items.`);
  const price = priceOf(account, item);
  return periodAt(subscription.billing_cycle_anchor, intervalOf(price), at);
}

function recover(account: Account, subscription: Subscription, invoice: Records['invoice']): void {
  const isLatest = subscription.latest_invoice === invoice.id;
  if (isLatest && nextStatus(subscription.status, 'paid') !== subscription.status) {
    const active = transition(account, subscription, 'paid');
    if (subscription.status === 'paused') account.emit('customer.subscription.resumed', active);
  }
}

/** The card of the first payment becomes the subscription's, when it shall be kept. */
function saveMethod(
  account: Account,
  { id, payment_settings: settings }: Subscription,
  invoice: Records['invoice'],
): void {
  const { default_payment_method: current } = account.require('subscription', id);
  if (settings?.save_default_payment_method !== 'on_subscription' || current !== null) return;
  const intent = invoice._payment_intent && account.find('payment_intent', invoice._payment_intent);
  if (!intent || intent.status !== 'succeeded' || intent.payment_method === null) return;
  account.change('subscription', id, 'customer.subscription.updated', {
    default_payment_method: intent.payment_method,
  });
}

/** Collection is paused so that invoices stay drafts until somebody finalises them. */
function keepsDrafts({ pause_collection: pause }: Subscription): boolean {
  return pause?.behavior === 'keep_as_draft';
}

/** A trial that ends without a card ends as it was told to. Answers whether that settled it. */
function endTrialWithoutCard(
  account: Account,
  subscription: Subscription,
  change: () => Partial<Subscription>,
): boolean {
  const customer = account.require('customer', subscription.customer);
  const method =
    subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  if (method !== null || subscription.collection_method === 'send_invoice') return false;
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method;
  if (behavior === 'cancel') {
    cancelNow(account, subscription.id, {});
    return true;
  }
  if (behavior === 'pause') {
    transition(account, subscription, 'trial_over_without_card', change());
    account.emit('customer.subscription.paused', account.require('subscription', subscription.id));
    return true;
  }
  return false;
}
