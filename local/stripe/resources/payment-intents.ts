import type Stripe from 'stripe';
import { cardError } from '../billing/card-error';
import { createIntent, payIntent, type PayResult } from '../billing/pay-intent';
import { concludePayment } from '../billing/renewal';
import { settleByIntent } from '../billing/invoices';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { requireMethod } from './payment-methods';

type Intent = Records['payment_intent'];

export const paymentIntentRoutes = [
  route<Stripe.PaymentIntentCreateParams>('POST /v1/payment_intents', (account, params) => {
    if (params.capture_method === 'manual') throw notBuilt('capture_method manual');
    if (params.amount < 1) {
      throw invalid(
        'This value must be greater than or equal to 1.',
        'amount',
        'parameter_invalid_integer',
      );
    }
    if (params.customer !== undefined) account.require('customer', params.customer, 'customer');
    const intent = createIntent(account, {
      amount: params.amount,
      currency: params.currency.toLowerCase(),
      customer: params.customer ?? null,
      description: params.description ?? null,
      metadata: mergeMetadata({}, params.metadata),
      paymentMethod: params.payment_method
        ? requireMethod(account, params.payment_method, 'payment_method').id
        : null,
      receiptEmail: params.receipt_email ?? null,
      setupFutureUsage: params.setup_future_usage ?? null,
    });
    if (!params.confirm) return render(account, intent);
    return render(account, confirm(account, intent, undefined, params.off_session === true));
  }),

  route<object>('GET /v1/payment_intents/{id}', (account, _params, id) =>
    render(account, account.require('payment_intent', id)),
  ),

  route<Stripe.PaymentIntentUpdateParams>(
    'POST /v1/payment_intents/{id}',
    (account, params, id) => {
      const intent = account.require('payment_intent', id);
      const changed = account.change('payment_intent', id, null, {
        ...given(params, 'amount', 'description', 'receipt_email', 'setup_future_usage'),
        metadata: mergeMetadata(intent.metadata, params.metadata),
      });
      return render(account, changed);
    },
  ),

  route<Stripe.PaymentIntentConfirmParams>(
    'POST /v1/payment_intents/{id}/confirm',
    (account, params, id) =>
      render(
        account,
        confirm(
          account,
          account.require('payment_intent', id),
          params.payment_method,
          params.off_session === true,
        ),
      ),
  ),

  route<Stripe.PaymentIntentCancelParams>(
    'POST /v1/payment_intents/{id}/cancel',
    (account, params, id) => {
      const intent = account.require('payment_intent', id);
      if (intent.status === 'succeeded' || intent.status === 'canceled') {
        throw unexpectedState(intent);
      }
      const canceled = account.change('payment_intent', id, null, {
        canceled_at: account.now(),
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
        status: 'canceled',
      });
      account.emit('payment_intent.canceled', canceled);
      return render(account, canceled);
    },
  ),

  route<Stripe.PaymentIntentListParams>('GET /v1/payment_intents', (account, params) => {
    const found =
      params.customer === undefined
        ? account.store.all('payment_intent')
        : account.store.all('payment_intent', 'customer', params.customer);
    return page(account, found, params, '/v1/payment_intents');
  }),
];

function confirm(
  account: Account,
  intent: Intent,
  methodParam: string | undefined,
  offSession: boolean,
): Intent {
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpectedState(intent);
  const method = methodParam ?? intent.payment_method;
  if (method === null) throw missing('payment_method');
  const result = payIntent(account, intent.id, method, { authenticated: false, offSession });
  return conclude(account, result);
}

/** The cardholder has passed the authentication step that the intent was waiting for. */
export function passPayment(account: Account, id: string): Intent {
  const { payment_method: method } = account.require('payment_intent', id);
  if (method === null) throw missing('payment_method');
  return conclude(
    account,
    payIntent(account, id, method, { authenticated: true, offSession: false }),
  );
}

/** A confirmed intent may be an invoice's: then the invoice is paid and its subscription goes on. */
function conclude(account: Account, result: PayResult): Intent {
  if (result.kind === 'declined') {
    throw cardError(
      result.decline,
      { charge: result.charge, payment_intent: render(account, result.intent) },
      true,
    );
  }
  if (result.kind === 'paid') {
    const invoice = settleByIntent(account, result.intent.id);
    if (invoice) concludePayment(account, { kind: 'paid', invoice });
  }
  return account.require('payment_intent', result.intent.id);
}

function unexpectedState(intent: Intent) {
  return invalid(
    `You cannot perform this action because this PaymentIntent has a status of ${intent.status}.`,
    undefined,
    'payment_intent_unexpected_state',
  );
}
