import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { payIntent, type PayOptions, type PayResult } from './pay-intent';
import { moveBalance } from './customer-balance';
import { noteBilled } from './invoice-discounts';
import { draftInvoice, type NewInvoice } from './invoice-draft';
import { askForPayment, cancelIntent, markPaid, settlePayment } from './invoice-payments';
import { dueOf } from './invoice-totals';
import { refreshUsage } from './usage-lines';

type Invoice = Records['invoice'];

export type InvoiceResult =
  | { kind: 'paid'; invoice: Invoice }
  | (Exclude<PayResult, { kind: 'paid' }> & { invoice: Invoice })
  | { kind: 'no_payment_method'; invoice: Invoice };

/** Drafts an invoice and announces it. */
export function createInvoice(account: Account, input: NewInvoice): Invoice {
  const invoice = draftInvoice(account, input);
  // One made by hand may still change: its discounts have had their turn once it is final.
  if (input.reason !== 'manual') noteBilled(account, invoice);
  account.emit('invoice.created', invoice);
  return invoice;
}

/**
 * Finalises a draft: it gets its number, the customer's credit is used up, and money is asked for
 * with a payment intent, unless nothing is left to pay.
 */
export function finalizeInvoice(account: Account, invoiceId: string): Invoice {
  const waiting = account.require('invoice', invoiceId);
  if (waiting.status !== 'draft') {
    throw invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
  }
  const draft = refreshUsage(account, waiting);
  const customer = account.require('customer', draft.customer ?? '');
  const due = dueOf(draft.total, customer.balance);
  const used = draft.total - due.amount_due; // of the credit; negative adds to it
  const endingBalance = customer.balance + used;
  const number = draft.number ?? nextNumber(account, customer);
  applyBalance(account, draft, used);
  const token = `test_${account.store.newToken('invoice', 40)}`;
  const page = `${account.pagesUrl()}/i/${token}`;
  const open = account.change('invoice', draft.id, null, {
    ...due,
    auto_advance:
      draft.billing_reason === 'manual'
        ? draft.auto_advance === true
        : draft.collection_method === 'charge_automatically',
    automatically_finalizes_at: null,
    effective_at: draft.effective_at ?? account.now(),
    ending_balance: endingBalance,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    _token: token,
    number,
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: account.now() },
  });
  if (draft.billing_reason === 'manual') noteBilled(account, open);
  const finalized = due.amount_due > 0 ? askForPayment(account, open) : open;
  account.emit('invoice.finalized', finalized);
  if (draft.auto_advance && finalized.collection_method === 'send_invoice') {
    account.emit('invoice.sent', finalized);
  }
  return due.amount_due > 0 ? finalized : markPaid(account, finalized, 0);
}

/** Invoices are numbered for each customer. */
function nextNumber(account: Account, customer: Records['customer']): string {
  const sequence = customer.next_invoice_sequence ?? 1;
  account.change('customer', customer.id, null, { next_invoice_sequence: sequence + 1 });
  return `${customer.invoice_prefix ?? ''}-${String(sequence).padStart(4, '0')}`;
}

/** Uses up credit with an invoice; below zero its total is credited, or a debt is taken over. */
function applyBalance(account: Account, { currency, customer, id }: Invoice, used: number): void {
  if (used === 0) return;
  moveBalance(account, customer ?? '', {
    amount: used,
    currency,
    invoice: id,
    type: 'applied_to_invoice',
  });
}

/**
 * Tries to take an open invoice's money.
 *
 * @param methodId the card to use; null looks for the default of subscription and customer
 */
export function payInvoice(
  account: Account,
  invoiceId: string,
  methodId: string | null,
  options: PayOptions,
): InvoiceResult {
  const invoice = account.require('invoice', invoiceId);
  if (invoice.status === 'paid') return { kind: 'paid', invoice };
  const method = methodId ?? defaultMethodOf(account, invoice);
  const attempted = account.change('invoice', invoice.id, null, {
    attempt_count: invoice.attempt_count + 1,
    attempted: true,
  });
  if (method === null) return { kind: 'no_payment_method', invoice: attempted };
  const result = payIntent(account, invoice._payment_intent ?? '', method, options);
  if (result.kind === 'paid') {
    const paid = settlePayment(account, attempted, result.intent.id);
    return { kind: 'paid', invoice: paid };
  }
  return { ...result, invoice: attempted };
}

/** The payment method that pays for an invoice when nobody chooses one. */
function defaultMethodOf(account: Account, invoice: Invoice): string | null {
  const subscription = subscriptionOf(account, invoice);
  const customer = account.find('customer', invoice.customer ?? '');
  return (
    invoice.default_payment_method ??
    subscription?.default_payment_method ??
    customer?.invoice_settings.default_payment_method ??
    null
  );
}

export function subscriptionOf(account: Account, invoice: Invoice): Records['subscription'] | null {
  const id = invoice.parent?.subscription_details?.subscription;
  return id === undefined ? null : account.find('subscription', id);
}

/** Announces a failed attempt; the retry time is set beforehand. */
export function announceFailure(account: Account, result: InvoiceResult): void {
  const invoice = account.require('invoice', result.invoice.id);
  if (result.kind === 'requires_action') {
    account.emit('invoice.payment_action_required', invoice);
  }
  account.emit('invoice.payment_failed', invoice);
}

/** Voids an open invoice: nothing is owed any more, and the credit it had used is there again. */
export function voidInvoice(account: Account, invoice: Invoice): Invoice {
  cancelIntent(account, invoice);
  const used = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (used !== 0 && invoice.customer !== null && account.find('customer', invoice.customer)) {
    moveBalance(account, invoice.customer, {
      amount: -used,
      currency: invoice.currency,
      invoice: invoice.id,
      type: 'unapplied_from_invoice',
    });
  }
  const voided = account.change('invoice', invoice.id, null, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_transitions: { ...invoice.status_transitions, voided_at: account.now() },
  });
  account.emit('invoice.voided', voided);
  return voided;
}

/** Gives an open invoice up: it is still owed, but nobody asks for it any more. */
export function markUncollectible(account: Account, invoice: Invoice): Invoice {
  const marked = account.change('invoice', invoice.id, null, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: account.now() },
  });
  account.emit('invoice.marked_uncollectible', marked);
  return marked;
}
