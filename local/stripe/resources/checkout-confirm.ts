import { AUTHENTICATION_FAILED } from '../billing/pay-intent';
import type { Account } from '../kernel/account';
import type { CheckoutPayer } from '../kernel/checkout-draft';
import { invalid, StripeApiError } from '../kernel/errors';
import type { Decline, Records } from '../kernel/records';
import { dropDiscount, isDiscountLost } from './checkout-discounts';
import { Declined, finish } from './checkout-finish';
import { retotal } from './checkout-line-items';
import { readPayer, type TypedPayer, type WrongField } from './checkout-payer';

type Session = Records['checkout.session'];

export type ConfirmResult =
  | { kind: 'complete'; redirectUrl: string }
  | { kind: 'declined'; decline: Decline }
  | WrongField
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
  typed: TypedPayer,
): ConfirmResult {
  const session = requireOpen(account, sessionId);
  if (isDiscountLost(account, session)) {
    dropDiscount(account, session);
    return { kind: 'invalid', field: 'promotionCode', message: 'This discount is over.' };
  }
  // A share of a period shrinks with time.
  const read = readPayer(account, retotal(account, sessionId), typed);
  if (read.kind === 'invalid') return read;
  const { payer } = read;
  const method =
    payer.paymentMethod === null ? null : account.require('payment_method', payer.paymentMethod);
  if (method && method._behavior.authentication !== 'none') {
    account.change('checkout.session', sessionId, null, {
      _draft: { ...session._draft, waiting: payer },
    });
    return { kind: 'requires_action' };
  }
  return complete(account, account.require('checkout.session', sessionId), payer, false);
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

function complete(
  account: Account,
  session: Session,
  payer: CheckoutPayer,
  authenticated: boolean,
): ConfirmResult {
  try {
    const redirectUrl = account.undoable(() => finish(account, session, payer, authenticated));
    return { kind: 'complete', redirectUrl };
  } catch (error) {
    if (error instanceof Declined) return { kind: 'declined', decline: error.decline };
    if (error instanceof StripeApiError && error.code === 'tax_id_invalid') {
      return { kind: 'invalid', field: 'taxId', message: 'This tax ID is not valid.' };
    }
    throw error;
  }
}
