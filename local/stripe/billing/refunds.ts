import type { Account } from '../kernel/account';
import type { AnyRecord, Records } from '../kernel/records';
import { DAY } from './calendar';
import { recordMovement } from './balance';

type Charge = Records['charge'];
type Refund = Records['refund'];

/** How long the test cards' pending and failing refunds keep one waiting. */
const PENDING_SECONDS = DAY;

interface NewRefund {
  metadata: Record<string, string>;
  reason: Refund['reason'];
}

/** Gives back a part of a charge and announces it; the amount has been checked. */
export function createRefund(
  account: Account,
  charge: Charge,
  amount: number,
  { metadata, reason }: NewRefund,
): Refund {
  const fate = account.find('payment_method', charge.payment_method ?? '')?._behavior.refund;
  const created = account.create('refund', {
    ...fieldsOf(charge, amount),
    metadata,
    reason,
    status: fate === 'pending' ? 'pending' : 'succeeded',
    ...(fate === 'pending' ? { pending_reason: 'processing' as const } : {}),
    _next: fate
      ? {
          at: account.now() + PENDING_SECONDS,
          status: fate === 'pending' ? 'succeeded' : 'failed',
        }
      : null,
  });
  account.emit('refund.created', created);
  addRefunded(account, charge.id, amount, 'charge.refunded');
  const { id: transaction } = recordMovement(account, {
    amount: -amount,
    category: 'refund',
    currency: charge.currency,
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
    fee: 0,
    source: created.id,
    type: 'refund',
  });
  return account.change('refund', created.id, 'refund.updated', {
    balance_transaction: transaction,
  });
}

/** Lets go of what was held and never captured: a refund that moves no money. */
export function recordRelease(
  account: Account,
  chargeId: string,
  amount: number,
  reason: Refund['reason'],
): void {
  const charge = account.require('charge', chargeId);
  account.create('refund', {
    ...fieldsOf(charge, amount),
    metadata: {},
    reason,
    status: 'succeeded',
  });
  addRefunded(account, chargeId, amount, null);
}

/** A refund comes through at last, or the bank sends the money back. */
export function settleRefund(account: Account, id: string): void {
  const refund = account.require('refund', id);
  const { status } = refund._next ?? {};
  if (status === 'failed') failRefund(account, refund);
  if (status !== 'succeeded') return;
  const settled: AnyRecord = { ...refund, _next: null, status };
  delete settled.pending_reason;
  account.store.put(settled);
  announceUpdate(account, id, { pending_reason: 'processing', status: 'pending' });
}

/** Tells of a changed refund under both of its event types. */
export function announceUpdate(
  account: Account,
  id: string,
  previous: Record<string, unknown>,
): void {
  const refund = account.require('refund', id);
  account.emit('refund.updated', refund, previous);
  account.emit('charge.refund.updated', refund, previous);
}

function failRefund(account: Account, refund: Refund): void {
  const { amount, charge, currency, id } = refund;
  const { id: transaction } = recordMovement(account, {
    amount,
    category: 'refund_failure',
    currency,
    description: `REFUND FAILURE (${charge ?? id})`,
    fee: 0,
    source: id,
    type: 'refund_failure',
  });
  if (charge !== null) addRefunded(account, charge, -amount, null);
  const failed = account.change('refund', id, null, {
    failure_balance_transaction: transaction,
    failure_reason: 'unknown',
    status: 'failed',
    _next: null,
  });
  account.emit('refund.failed', failed);
  announceUpdate(account, id, {
    failure_balance_transaction: null,
    failure_reason: null,
    status: refund.status,
  });
}

function addRefunded(account: Account, chargeId: string, amount: number, event: string | null) {
  const charge = account.require('charge', chargeId);
  const refunded = charge.amount_refunded + amount;
  account.change('charge', chargeId, event, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount,
  });
}

function fieldsOf(charge: Charge, amount: number): Partial<Refund> {
  return {
    amount,
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer,
    destination_details: {
      card: {
        reference_status: 'pending',
        reference_type: 'acquirer_reference_number',
        type: charge.captured ? 'refund' : 'reversal',
      },
      type: 'card',
    },
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
  };
}
