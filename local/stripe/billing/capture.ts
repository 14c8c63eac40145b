import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { recordIncome } from './balance';
import { disputeIfAsked } from './disputes';
import { recordRelease } from './refunds';

type Charge = Records['charge'];
type Intent = Records['payment_intent'];

/**
 * Takes the money that an intent holds, or a part of it; the rest is let go. The amount has been
 * checked.
 *
 * @param amount minor units
 */
export function captureIntent(account: Account, intentId: string, amount: number): Intent {
  const held = chargeOf(account, intentId);
  const behavior = account.find('payment_method', held.payment_method ?? '')?._behavior;
  account.change('charge', held.id, null, { amount_captured: amount, captured: true });
  if (amount < held.amount) recordRelease(account, held.id, held.amount - amount, null);
  const income = recordIncome(
    account,
    account.require('charge', held.id),
    behavior?.bypassesPending === true,
  );
  const captured = account.change('charge', held.id, null, { balance_transaction: income.id });
  account.emit('charge.captured', captured);
  const paid = account.change('payment_intent', intentId, null, {
    amount_capturable: 0,
    amount_received: amount,
    status: 'succeeded',
  });
  account.emit('payment_intent.succeeded', paid);
  if (behavior) disputeIfAsked(account, captured, behavior);
  return account.require('payment_intent', intentId);
}

/** Cancels an intent that has not taken any money; what it holds is let go. */
export function cancelIntent(
  account: Account,
  intentId: string,
  reason: Intent['cancellation_reason'],
): Intent {
  const intent = account.require('payment_intent', intentId);
  if (intent.status === 'requires_capture') {
    const held = chargeOf(account, intentId);
    recordRelease(account, held.id, held.amount, null);
    account.emit('charge.refunded', account.require('charge', held.id));
  }
  return endIntent(account, intent, reason);
}

/** A held amount that nobody captured in time is let go, and its intent with it. */
export function expireAuthorization(account: Account, chargeId: string): void {
  const held = account.require('charge', chargeId);
  recordRelease(account, chargeId, held.amount, 'expired_uncaptured_charge');
  account.emit('charge.expired', account.require('charge', chargeId));
  const intent = held.payment_intent && account.find('payment_intent', held.payment_intent);
  if (intent) endIntent(account, intent, 'automatic');
}

function endIntent(
  account: Account,
  { id }: Intent,
  reason: Intent['cancellation_reason'],
): Intent {
  const canceled = account.change('payment_intent', id, null, {
    amount_capturable: 0,
    canceled_at: account.now(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  account.emit('payment_intent.canceled', canceled);
  return canceled;
}

function chargeOf(account: Account, intentId: string): Charge {
  const { latest_charge: id } = account.require('payment_intent', intentId);
  return account.require('charge', id ?? '');
}
