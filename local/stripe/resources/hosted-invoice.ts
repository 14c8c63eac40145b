import { announceFailure, payInvoice } from '../billing/invoices';
import { AUTHENTICATION_FAILED, type PayOptions } from '../billing/pay-intent';
import { concludePayment } from '../billing/renewal';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { readCardForm, type TypedCard } from './card-form';
import type { ConfirmResult } from './checkout-confirm';
import { createCard } from './payment-methods';

type Invoice = Records['invoice'];

/** The invoice behind a hosted link, or null when the link is unknown. */
export function invoiceByToken(account: Account, token: string): Invoice | null {
  return account.store.all('invoice', '_token', token)[0] ?? null;
}

/** The charge behind a receipt's link, or null when the link is unknown. */
export function chargeByToken(account: Account, token: string): Records['charge'] | null {
  return account.store.all('charge', '_token', token)[0] ?? null;
}

/** The customer pays an invoice on its page; the card pays this once and is not kept. */
export function payHostedInvoice(
  account: Account,
  invoiceId: string,
  typed: TypedCard,
): ConfirmResult {
  const invoice = requirePayable(account, invoiceId);
  const form = readCardForm(account, typed);
  if (form.kind === 'invalid') return form;
  const { attach: decline } = form.card.behavior;
  if (decline) return { kind: 'declined', decline };
  const method = createCard(account, {
    card: form.card,
    expMonth: form.expMonth,
    expYear: form.expYear,
    cvcChecked: true,
    billing: { email: invoice.customer_email, name: typed.name ?? invoice.customer_name },
  });
  return take(account, invoice, method.id, { authenticated: false, offSession: false });
}

/**
 * Ends the authentication step that `payHostedInvoice` asked for.
 *
 * @throws StripeApiError 400 when no card is waiting for it
 */
export function authenticateHostedInvoice(
  account: Account,
  invoiceId: string,
  outcome: 'complete' | 'fail',
): ConfirmResult {
  const invoice = requirePayable(account, invoiceId);
  const intent = account.require('payment_intent', invoice._payment_intent ?? '');
  if (intent.status !== 'requires_action' || intent.payment_method === null) {
    throw invalid('This invoice is not waiting for authentication.');
  }
  if (outcome === 'complete') {
    const options = { authenticated: true, offSession: false };
    return take(account, invoice, intent.payment_method, options);
  }
  account.change('payment_intent', intent.id, null, {
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  return { kind: 'declined', decline: AUTHENTICATION_FAILED };
}

function requirePayable(account: Account, id: string): Invoice {
  const invoice = account.require('invoice', id);
  if (invoice.status === 'open' || invoice.status === 'uncollectible') return invoice;
  throw invalid(`This invoice cannot be paid: it is ${invoice.status ?? 'unknown'}.`);
}

/** Somebody tries in person: a failure is announced, and the automatic retries stay as they are. */
function take(
  account: Account,
  invoice: Invoice,
  methodId: string,
  options: PayOptions,
): ConfirmResult {
  const result = payInvoice(account, invoice.id, methodId, options);
  if (result.kind === 'paid') {
    concludePayment(account, result);
    return { kind: 'complete', redirectUrl: invoice.hosted_invoice_url ?? '' };
  }
  account.change('invoice', invoice.id, null, { attempt_count: invoice.attempt_count });
  announceFailure(account, result);
  if (result.kind === 'declined') return { kind: 'declined', decline: result.decline };
  return { kind: 'requires_action' };
}
