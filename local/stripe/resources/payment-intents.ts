import type Stripe from 'stripe';
import { cancelIntent, captureIntent } from '../billing/capture';
import { cardError } from '../billing/card-error';
import { createIntent, payIntent, type PayResult } from '../billing/pay-intent';
import { concludePayment } from '../billing/renewal';
import { settleByIntent } from '../billing/invoice-payments';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import {
  checkAmount,
  checkConfirmOnly,
  intentFields,
  methodOf,
  methodTypesOf,
} from './intent-params';
import { requireUsable } from './payment-methods';

type Intent = Records['payment_intent'];

export const paymentIntentRoutes = [
  route<Stripe.PaymentIntentCreateParams>('POST /v1/payment_intents', (account, params) => {
    const intent = createFromParams(account, params);
    if (!params.confirm) return render(account, intent);
    return render(account, confirm(account, intent, params));
  }),

  route<object>('GET /v1/payment_intents/{id}', (account, _params, id) =>
    render(account, account.require('payment_intent', id)),
  ),

  route<Stripe.PaymentIntentUpdateParams>(
    'POST /v1/payment_intents/{id}',
    (account, params, id) => {
      const intent = account.require('payment_intent', id);
      checkUpdate(intent, params);
      const customer = params.customer ?? intent.customer;
      const chosen = methodOf(account, customer, params.payment_method);
      const waits = chosen.payment_method && intent.status === 'requires_payment_method';
      const changed = account.change('payment_intent', id, null, {
        ...intentFields(account, intent, params),
        ...chosen,
        ...(waits ? { status: 'requires_confirmation' } : {}),
      });
      return render(account, changed);
    },
  ),

  route<Stripe.PaymentIntentConfirmParams>(
    'POST /v1/payment_intents/{id}/confirm',
    (account, params, id) => {
      const intent = account.require('payment_intent', id);
      if (!isConfirmable(intent)) throw unexpectedState(intent);
      const ready = account.change('payment_intent', id, null, {
        ...intentFields(account, intent, params),
        ...methodOf(account, intent.customer, params.payment_method),
      });
      return render(account, confirm(account, ready, params));
    },
  ),

  route<Stripe.PaymentIntentCaptureParams>(
    'POST /v1/payment_intents/{id}/capture',
    (account, params, id) => {
      const intent = account.require('payment_intent', id);
      return render(account, capture(account, intent, params));
    },
  ),

  route<Stripe.PaymentIntentCancelParams>(
    'POST /v1/payment_intents/{id}/cancel',
    (account, params, id) => {
      const intent = account.require('payment_intent', id);
      if (intent.status === 'succeeded' || intent.status === 'canceled') {
        throw unexpectedState(intent);
      }
      return render(account, cancelIntent(account, id, params.cancellation_reason ?? null));
    },
  ),

  route<Stripe.PaymentIntentListParams>('GET /v1/payment_intents', (account, params) => {
    const found =
      params.customer === undefined
        ? account.store.list('payment_intent')
        : account.store.list('payment_intent', 'customer', params.customer);
    return page(account, found, params, '/v1/payment_intents');
  }),
];

function createFromParams(account: Account, params: Stripe.PaymentIntentCreateParams): Intent {
  checkAmount(params.amount, params.currency);
  checkConfirmOnly(params);
  const customer = params.customer ?? null;
  if (customer !== null) account.require('customer', customer, 'customer');
  const types = methodTypesOf(params);
  return createIntent(account, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer,
    paymentMethod: methodOf(account, customer, params.payment_method).payment_method ?? null,
    more: (intent) => ({ ...types, ...intentFields(account, intent, params) }),
  });
}

/** @throws StripeApiError 400 when so much cannot be changed any more */
function checkUpdate(intent: Intent, params: Stripe.PaymentIntentUpdateParams): void {
  const isOver = intent.status === 'succeeded' || intent.status === 'canceled';
  const isHeld = intent.status === 'requires_capture';
  if (!isOver && !isHeld) return;
  for (const name of ['amount', 'currency', 'customer', 'payment_method'] as const) {
    if (params[name] === undefined) continue;
    throw invalid(
      `This PaymentIntent's ${name} could not be updated because it has a status of ${intent.status}. You may only update the ${name} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      name,
      'payment_intent_unexpected_state',
    );
  }
}

function isConfirmable({ status }: Intent): boolean {
  return status !== 'succeeded' && status !== 'canceled' && status !== 'requires_capture';
}

function confirm(
  account: Account,
  intent: Intent,
  params: Pick<
    Stripe.PaymentIntentConfirmParams,
    'error_on_requires_action' | 'off_session' | 'return_url'
  >,
): Intent {
  if (!isConfirmable(intent)) throw unexpectedState(intent);
  const method = intent.payment_method;
  if (method === null) throw missing('payment_method');
  requireUsable(account, method, intent.customer);
  const offSession = params.off_session !== undefined && params.off_session !== false;
  const result = payIntent(account, intent.id, method, { authenticated: false, offSession });
  if (result.kind === 'requires_action' && params.error_on_requires_action) {
    throw notBuilt('error_on_requires_action for a card that asks for authentication');
  }
  return conclude(account, result);
}

/** Takes what is held, or a part of it. */
function capture(
  account: Account,
  intent: Intent,
  {
    amount_to_capture: wanted,
    final_capture: isFinal,
    metadata,
  }: Stripe.PaymentIntentCaptureParams,
): Intent {
  if (isFinal === false) throw notBuilt('several captures of one payment intent');
  if (intent.status !== 'requires_capture') {
    throw invalid(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      undefined,
      'payment_intent_unexpected_state',
    );
  }
  const amount = wanted ?? intent.amount_capturable;
  if (amount < 1) {
    throw invalid('Invalid positive integer', 'amount_to_capture', 'parameter_invalid_integer');
  }
  if (amount > intent.amount_capturable) {
    throw invalid(
      `The provided capture amount (${amount}) is greater than the capturable amount (${intent.amount_capturable}).`,
      'amount_to_capture',
      'amount_too_large',
    );
  }
  account.change('payment_intent', intent.id, null, {
    metadata: mergeMetadata(intent.metadata, metadata),
  });
  return captureIntent(account, intent.id, amount);
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
  if (result.kind === 'paid' && result.intent.status === 'succeeded') {
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
