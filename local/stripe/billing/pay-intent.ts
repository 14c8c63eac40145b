import { attach, requireMethod } from '../resources/payment-methods';
import type { Account } from '../kernel/account';
import type { Decline, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { isCapturedLater, paymentErrorOf, recordCharge, recordDecline } from './charge';
import { disputeIfAsked } from './disputes';
import { declineOf } from './test-cards';

type Intent = Records['payment_intent'];

export interface NewIntent {
  amount: number;
  currency: string;
  customer: string | null;
  paymentMethod?: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
  receiptEmail?: string | null;
  setupFutureUsage?: string | null;
  captureMethod?: 'automatic' | 'automatic_async' | 'manual';
  /** What the intent shows besides, before it is announced. */
  more?: (intent: Intent) => Partial<Intent>;
}

export type PayResult =
  /** The money is taken or, to be captured later, held. */
  | { kind: 'paid'; intent: Intent }
  | { kind: 'requires_action'; intent: Intent }
  | { kind: 'declined'; intent: Intent; decline: Decline; charge: string };

export interface PayOptions {
  /** Nobody sits in front of the screen: a renewal. */
  offSession: boolean;
  /** The cardholder has just passed the authentication step. */
  authenticated: boolean;
}

/** Stores a payment intent and announces it. */
export function createIntent(account: Account, input: NewIntent): Intent {
  const id = account.store.newId('payment_intent');
  const intent = account.create('payment_intent', {
    id,
    amount: input.amount,
    amount_capturable: 0,
    amount_received: 0,
    capture_method: input.captureMethod ?? 'automatic_async',
    client_secret: `${id}_secret_${account.store.newToken('secret', 25)}`,
    confirmation_method: 'automatic',
    currency: input.currency,
    customer: input.customer,
    description: input.description ?? null,
    metadata: input.metadata ?? {},
    payment_method: input.paymentMethod ?? null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
      },
    },
    payment_method_types: ['card'],
    receipt_email: input.receiptEmail ?? null,
    setup_future_usage: input.setupFutureUsage ?? null,
    status: input.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
  });
  const whole = input.more
    ? account.change('payment_intent', id, null, input.more(intent))
    : intent;
  account.emit('payment_intent.created', whole);
  return whole;
}

/** Tries to take the money of an intent with a payment method. */
export function payIntent(
  account: Account,
  intentId: string,
  methodId: string,
  options: PayOptions,
): PayResult {
  const method = requireMethod(account, methodId, 'payment_method');
  const intent = account.change('payment_intent', intentId, null, { payment_method: method.id });
  const decline = declineFor(account, method, options);
  if (decline) return declineIntent(account, intent, method, decline);
  if (needsAuthentication(method, options)) return askForAction(account, intent);

  if (method._behavior.authentication === 'setup') {
    // Once authenticated the card is set up: its renewals pass.
    account.change('payment_method', method.id, null, {
      _behavior: { ...method._behavior, authentication: 'none' },
    });
  }
  const charge = recordCharge(account, intent, method);
  if (intent.setup_future_usage && intent.customer && method.customer === null) {
    attach(account, method.id, intent.customer);
  } else if (method.customer === null) {
    account.change('payment_method', method.id, null, { _spent: true });
  }
  return { kind: 'paid', intent: settle(account, intent, charge, method) };
}

function settle(
  account: Account,
  intent: Intent,
  charge: Records['charge'],
  { _behavior: behavior }: Records['payment_method'],
): Intent {
  const done = { last_payment_error: null, latest_charge: charge.id, next_action: null };
  if (isCapturedLater(intent)) {
    const held = account.change('payment_intent', intent.id, null, {
      ...done,
      amount_capturable: intent.amount,
      status: 'requires_capture',
    });
    account.emit('payment_intent.amount_capturable_updated', held);
    return held;
  }
  const paid = account.change('payment_intent', intent.id, null, {
    ...done,
    amount_received: intent.amount,
    status: 'succeeded',
  });
  account.emit('payment_intent.succeeded', paid);
  disputeIfAsked(account, charge, behavior);
  return paid;
}

/** What the bank says when its customer did not pass the authentication step. */
export const AUTHENTICATION_FAILED: Decline = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

function declineFor(
  account: Account,
  method: Records['payment_method'],
  { offSession, authenticated }: PayOptions,
): Decline | null {
  const forced = account.store.state.failNext.shift();
  if (forced !== undefined) return declineOf(forced);
  if (method._behavior.charge) return method._behavior.charge;
  if (offSession && !authenticated && method._behavior.authentication === 'always') {
    return {
      code: 'authentication_required',
      declineCode: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    };
  }
  return null;
}

function needsAuthentication(
  method: Records['payment_method'],
  { offSession, authenticated }: PayOptions,
): boolean {
  return !authenticated && !offSession && method._behavior.authentication !== 'none';
}

function askForAction(account: Account, intent: Intent): PayResult {
  const waiting = account.change('payment_intent', intent.id, null, {
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} },
    status: 'requires_action',
  });
  account.emit('payment_intent.requires_action', waiting);
  return { kind: 'requires_action', intent: waiting };
}

function declineIntent(
  account: Account,
  intent: Intent,
  method: Records['payment_method'],
  decline: Decline,
): PayResult {
  const charge = recordDecline(account, intent, method, decline);
  const failed = account.change('payment_intent', intent.id, null, {
    // Nested objects of an error are whole objects on the wire, hence not of the stored form.
    last_payment_error: paymentErrorOf(
      decline,
      render(account, method),
      charge.id,
    ) as unknown as Intent['last_payment_error'],
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  account.emit('payment_intent.payment_failed', failed);
  return { kind: 'declined', intent: failed, decline, charge: charge.id };
}
