import { redeem } from '../billing/discounts';
import { AUTHENTICATION_FAILED, createIntent, payIntent } from '../billing/pay-intent';
import { startSubscription } from '../billing/start';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Decline, Records } from '../kernel/records';
import { dropDiscount, isDiscountLost, sessionSource } from './checkout-discounts';
import { createCustomer } from './customers';
import { readCardForm, type TypedCard } from './card-form';
import { attach, createCard } from './payment-methods';
import { createSetup, succeedSetup } from './setup-intents';

type Session = Records['checkout.session'];

export type ConfirmResult =
  | { kind: 'complete'; redirectUrl: string }
  | { kind: 'declined'; decline: Decline }
  | {
      kind: 'invalid';
      field: 'email' | 'number' | 'expiry' | 'cvc' | 'name' | 'promotionCode';
      message: string;
    }
  | { kind: 'requires_action' };

/**
 * The customer presses the button of the hosted page. A decline leaves nothing behind, no customer
 * and no subscription, so another card can be tried.
 *
 * @throws StripeApiError 400 when the session is complete or expired
 */
export function confirmSession(
  account: Account,
  sessionId: string,
  input: { email: string; card: TypedCard },
): ConfirmResult {
  const session = requireOpen(account, sessionId);
  const email = session.customer_details?.email ?? input.email.trim();
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$|^[^@\s]+@localhost$/.test(email)) {
    return { kind: 'invalid', field: 'email', message: 'Your email is invalid.' };
  }
  if (isDiscountLost(account, session)) {
    dropDiscount(account, session);
    return { kind: 'invalid', field: 'promotionCode', message: 'This discount is over.' };
  }
  const form = readCardForm(account, input.card);
  if (form.kind === 'invalid') return form;
  const { name, country, postalCode } = input.card;
  const method = createCard(account, {
    card: form.card,
    expMonth: form.expMonth,
    expYear: form.expYear,
    cvcChecked: true,
    billing: {
      address: {
        city: null,
        country: country ?? 'US',
        line1: null,
        line2: null,
        postal_code: postalCode ?? null,
        state: null,
      },
      email,
      name: name ?? null,
    },
  });
  if (method._behavior.authentication !== 'none') {
    account.change('checkout.session', sessionId, null, {
      _draft: {
        ...session._draft,
        waiting: { email, name: name ?? null, paymentMethod: method.id },
      },
    });
    return { kind: 'requires_action' };
  }
  return complete(account, session, { email, name: name ?? null, paymentMethod: method.id }, false);
}

/**
 * Ends the authentication step that `confirmSession` asked for.
 *
 * @throws StripeApiError 400 when no card is waiting for it
 */
export function authenticateSession(
  account: Account,
  sessionId: string,
  outcome: 'complete' | 'fail',
): ConfirmResult {
  const session = requireOpen(account, sessionId);
  const { waiting } = session._draft;
  if (!waiting) throw invalid('This Checkout Session is not waiting for authentication.');
  const calm = account.change('checkout.session', sessionId, null, {
    _draft: { ...session._draft, waiting: null },
  });
  if (outcome === 'fail') return { kind: 'declined', decline: AUTHENTICATION_FAILED };
  return complete(account, calm, waiting, true);
}

function requireOpen(account: Account, sessionId: string): Session {
  const session = account.require('checkout.session', sessionId);
  if (session.status === 'open') return session;
  throw invalid(
    session.status === 'complete'
      ? 'This Checkout Session is already complete.'
      : 'This Checkout Session has expired.',
    undefined,
    'payment_intent_unexpected_state',
  );
}

interface Payer {
  email: string;
  name: string | null;
  paymentMethod: string;
}

class Declined extends Error {
  constructor(readonly decline: Decline) {
    super(decline.message);
  }
}

function complete(
  account: Account,
  session: Session,
  payer: Payer,
  authenticated: boolean,
): ConfirmResult {
  try {
    const redirectUrl = account.undoable(() => finish(account, session, payer, authenticated));
    return { kind: 'complete', redirectUrl };
  } catch (error) {
    if (error instanceof Declined) return { kind: 'declined', decline: error.decline };
    throw error;
  }
}

function finish(account: Account, session: Session, payer: Payer, authenticated: boolean): string {
  const customer = customerFor(account, session, payer);
  const outcome =
    session.mode === 'subscription'
      ? finishSubscription(account, session, customer, payer, authenticated)
      : session.mode === 'setup'
        ? finishSetup(account, session, customer, payer)
        : finishPayment(account, session, customer, payer, authenticated);
  const done = account.change('checkout.session', session.id, null, {
    ...outcome,
    customer,
    customer_details: {
      address: account.require('payment_method', payer.paymentMethod).billing_details.address,
      business_name: null,
      email: payer.email,
      individual_name: null,
      name: payer.name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    status: 'complete',
    url: null,
  });
  account.emit('checkout.session.completed', done);
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

/** The session's customer, a new one where its mode makes one, or null (a guest's payment). */
function customerFor(account: Account, session: Session, payer: Payer): string | null {
  if (session.customer !== null) return session.customer;
  if (session.mode !== 'subscription' && session.customer_creation !== 'always') return null;
  const customer = createCustomer(account, {
    address: account.require('payment_method', payer.paymentMethod).billing_details.address,
    email: payer.email,
    name: payer.name,
  });
  account.emit('customer.created', customer);
  return customer.id;
}

function finishSubscription(
  account: Account,
  session: Session,
  customer: string | null,
  payer: Payer,
  authenticated: boolean,
): Partial<Session> {
  if (customer === null) throw new Error('A subscription needs a customer.');
  attachOrDecline(account, payer.paymentMethod, customer);
  const { subscriptionData: data, lines } = session._draft;
  const source = sessionSource(account, session);
  const trialEnd =
    data.trialEnd ??
    (data.trialPeriodDays === null ? null : account.now() + data.trialPeriodDays * 86_400);
  const { subscription, result } = startSubscription(
    account,
    {
      currency: session.currency,
      customer,
      defaultPaymentMethod: payer.paymentMethod,
      description: data.description,
      items: lines.map(({ price, quantity }) => ({
        price: account.require('price', price),
        quantity,
      })),
      metadata: data.metadata,
      missingPaymentMethod: data.missingPaymentMethod,
      payNow: true,
      trialEnd,
      billingCycleAnchor: data.billingCycleAnchor,
      discounts: source ? [source] : [],
    },
    { offSession: false, authenticated },
  );
  if (result.kind === 'declined') throw new Declined(result.decline);
  return {
    invoice: subscription.latest_invoice,
    payment_status: 'paid',
    subscription: subscription.id,
  };
}

function finishPayment(
  account: Account,
  session: Session,
  customer: string | null,
  payer: Payer,
  authenticated: boolean,
): Partial<Session> {
  const { paymentIntentData: data } = session._draft;
  const source = sessionSource(account, session);
  if (source) redeem(account, source, { checkoutSession: session.id, customer });
  if (session.amount_total === 0) return { payment_status: 'no_payment_required' };
  const intent = createIntent(account, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer,
    description: data.description,
    metadata: data.metadata,
    paymentMethod: payer.paymentMethod,
    receiptEmail: data.receiptEmail,
    setupFutureUsage: data.setupFutureUsage,
  });
  const result = payIntent(account, intent.id, payer.paymentMethod, {
    authenticated,
    offSession: false,
  });
  if (result.kind === 'declined') throw new Declined(result.decline);
  return { payment_intent: intent.id, payment_status: 'paid' };
}

function finishSetup(
  account: Account,
  session: Session,
  customer: string | null,
  payer: Payer,
): Partial<Session> {
  if (customer !== null) attachOrDecline(account, payer.paymentMethod, customer);
  const { setupIntentData: data } = session._draft;
  const intent = createSetup(account, {
    customer,
    description: data.description,
    metadata: data.metadata,
    paymentMethod: payer.paymentMethod,
    usage: 'off_session',
  });
  succeedSetup(account, intent.id);
  return { setup_intent: intent.id };
}

function attachOrDecline(account: Account, methodId: string, customer: string): void {
  const { attach: decline } = account.require('payment_method', methodId)._behavior;
  if (decline) throw new Declined(decline);
  attach(account, methodId, customer);
}
