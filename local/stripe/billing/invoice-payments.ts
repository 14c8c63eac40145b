import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { createIntent } from './pay-intent';

type Invoice = Records['invoice'];
type Payment = Records['invoice_payment'];

/** Asks for the money of an invoice that has just become final, with a payment intent. */
export function askForPayment(account: Account, invoice: Invoice): Invoice {
  const intent = createIntent(account, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    captureMethod: 'automatic',
    // The card of a subscription has to pay the renewals, too.
    setupFutureUsage: invoice.parent?.subscription_details ? 'off_session' : null,
    description: DESCRIPTIONS[invoice.billing_reason ?? ''] ?? 'Subscription update',
  });
  addPayment(account, invoice, intent.id, { amount: invoice.amount_due, isDefault: true });
  return account.change('invoice', invoice.id, null, { _payment_intent: intent.id });
}

const DESCRIPTIONS: Record<string, string> = {
  manual: 'Payment for Invoice',
  subscription_create: 'Subscription creation',
};

function addPayment(
  account: Account,
  invoice: Invoice,
  intentId: string,
  { amount, isDefault }: { amount: number; isDefault: boolean },
): Payment {
  return account.create('invoice_payment', {
    amount_paid: null,
    amount_requested: amount,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: isDefault,
    payment: { payment_intent: intentId, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

/**
 * Lets a payment made apart count for an open invoice: at once when it has succeeded, else as soon
 * as it does.
 *
 * @throws StripeApiError 400 for a payment that is not this customer's, or of another currency
 * @see https://docs.stripe.com/invoicing/partial-payments
 */
export function attachPayment(account: Account, invoice: Invoice, intentId: string): Invoice {
  const intent = account.require('payment_intent', intentId, 'payment_intent');
  if (invoice.status !== 'open') throw invalid('You can only attach payments to open invoices.');
  if (intent.currency !== invoice.currency || intent.customer !== invoice.customer) {
    throw invalid(
      'The PaymentIntent must have the same customer and currency as the invoice.',
      'payment_intent',
    );
  }
  const payments = account.store.all('invoice_payment', 'invoice', invoice.id);
  if (payments.some(({ payment }) => payment.payment_intent === intentId)) {
    throw invalid('This PaymentIntent is already attached to the invoice.', 'payment_intent');
  }
  if (intent.amount > invoice.amount_remaining) {
    throw notBuilt('payments of more than what is left of an invoice');
  }
  addPayment(account, invoice, intentId, { amount: intent.amount, isDefault: false });
  return intent.status === 'succeeded' ? settlePayment(account, invoice, intentId) : invoice;
}

/**
 * Counts an intent for the open invoice that it belongs to.
 *
 * @returns the invoice when that has made it paid
 */
export function settleByIntent(account: Account, intentId: string): Invoice | null {
  const intent = account.require('payment_intent', intentId);
  if (intent.customer === null) return null;
  const invoice = account.store
    .all('invoice', 'customer', intent.customer)
    .find(({ id, status }) => status === 'open' && openPayment(account, id, intentId) !== null);
  const settled = invoice && settlePayment(account, invoice, intentId);
  return settled?.status === 'paid' ? settled : null;
}

function openPayment(account: Account, invoiceId: string, intentId: string): Payment | null {
  const payments = account.store.all('invoice_payment', 'invoice', invoiceId);
  return (
    payments.find(
      ({ payment, status }) => status === 'open' && payment.payment_intent === intentId,
    ) ?? null
  );
}

/** Counts a payment that has succeeded; the last one that is needed makes the invoice paid. */
export function settlePayment(account: Account, invoice: Invoice, intentId: string): Invoice {
  const open = openPayment(account, invoice.id, intentId);
  if (!open) throw new Error(`${intentId} is no open payment of ${invoice.id}.`);
  const paid = account.change('invoice_payment', open.id, null, {
    amount_paid: open.amount_requested,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: account.now() },
  });
  account.emit('invoice_payment.paid', paid);
  const amount = invoice.amount_paid + open.amount_requested;
  const left = invoice.amount_due - amount;
  if (left === 0) {
    if (!open.is_default) cancelIntent(account, invoice);
    return markPaid(account, invoice, amount);
  }
  return account.change('invoice', invoice.id, 'invoice.updated', () => {
    askForRest(account, invoice, left);
    return { amount_paid: amount, amount_remaining: left };
  });
}

/** Changes what an open invoice asks for, and its payment with it. */
export function setDue(account: Account, invoice: Invoice, amount: number): Partial<Invoice> {
  const left = amount - invoice.amount_paid;
  askForRest(account, invoice, left);
  return { amount_due: amount, amount_remaining: left };
}

function askForRest(account: Account, invoice: Invoice, left: number): void {
  const intent = invoice._payment_intent && account.find('payment_intent', invoice._payment_intent);
  if (intent && left > 0) account.change('payment_intent', intent.id, null, { amount: left });
  for (const payment of account.store.all('invoice_payment', 'invoice', invoice.id)) {
    if (payment.status !== 'open' || !payment.is_default) continue;
    account.change('invoice_payment', payment.id, null, { amount_requested: left });
  }
}

/** Nothing of an open invoice is left to pay: credit notes cover it. */
export function creditWhole(account: Account, invoice: Invoice): Invoice {
  cancelIntent(account, invoice);
  return markPaid(account, invoice, invoice.amount_paid);
}

/** Records that an invoice was paid in another way: no money moves here. */
export function payOutOfBand(account: Account, invoice: Invoice): Invoice {
  cancelIntent(account, invoice);
  const paid = account.change('invoice', invoice.id, null, {
    amount_paid_off_stripe: invoice.amount_remaining,
    _payment_intent: null,
  });
  return markPaid(account, paid, paid.amount_due);
}

/** An invoice is paid, whatever with, and says so. */
export function markPaid(account: Account, invoice: Invoice, amount: number): Invoice {
  const paid = account.change('invoice', invoice.id, null, {
    amount_paid: amount,
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: account.now() },
  });
  account.emit('invoice.paid', paid);
  account.emit('invoice.payment_succeeded', paid);
  return paid;
}

/** Stops asking for what is open of an invoice. */
export function cancelIntent(account: Account, invoice: Invoice): void {
  for (const payment of account.store.all('invoice_payment', 'invoice', invoice.id)) {
    if (payment.status !== 'open') continue;
    account.change('invoice_payment', payment.id, null, {
      status: 'canceled',
      status_transitions: { canceled_at: account.now(), paid_at: null },
    });
  }
  const intent = invoice._payment_intent && account.find('payment_intent', invoice._payment_intent);
  if (!intent || intent.status === 'succeeded' || intent.status === 'canceled') return;
  const canceled = account.change('payment_intent', intent.id, null, {
    canceled_at: account.now(),
    cancellation_reason: 'void_invoice',
    status: 'canceled',
  });
  account.emit('payment_intent.canceled', canceled);
}
