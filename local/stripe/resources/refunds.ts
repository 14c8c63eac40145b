import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const refundRoutes = [
  route<Stripe.RefundCreateParams>('POST /v1/refunds', (account, params) => {
    const charge = chargeOf(account, params);
    const left = charge.amount_captured - charge.amount_refunded;
    if (left <= 0) {
      throw invalid(
        `Charge ${charge.id} has already been refunded.`,
        undefined,
        'charge_already_refunded',
      );
    }
    const amount = params.amount ?? left;
    if (amount < 1 || amount > left) {
      throw invalid(
        `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
        'amount',
      );
    }
    return render(account, refundCharge(account, charge, amount, params));
  }),

  route<object>('GET /v1/refunds/{id}', (account, _params, id) =>
    render(account, account.require('refund', id)),
  ),

  route<Stripe.RefundListParams>('GET /v1/refunds', (account, params) => {
    const { charge, payment_intent: intent } = params;
    const found =
      charge !== undefined
        ? account.store.all('refund', 'charge', charge)
        : intent !== undefined
          ? account.store.all('refund', 'payment_intent', intent)
          : account.store.all('refund');
    return page(account, found, params, '/v1/refunds');
  }),
];

function chargeOf(account: Account, params: Stripe.RefundCreateParams): Records['charge'] {
  if (params.charge !== undefined) return account.require('charge', params.charge, 'charge');
  if (params.payment_intent === undefined) throw missing('payment_intent');
  const intent = account.require('payment_intent', params.payment_intent, 'payment_intent');
  if (intent.latest_charge === null || intent.status !== 'succeeded') {
    throw invalid(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      'payment_intent',
    );
  }
  return account.require('charge', intent.latest_charge);
}

/** Gives back a part of a charge and announces it; the amount has been checked. */
export function refundCharge(
  account: Account,
  charge: Records['charge'],
  amount: number,
  params: Stripe.RefundCreateParams,
): Records['refund'] {
  const created = account.create('refund', {
    amount,
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer,
    destination_details: {
      card: {
        reference_status: 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    status: 'succeeded',
  });
  account.emit('refund.created', created);
  const refunded = charge.amount_refunded + amount;
  account.change('charge', charge.id, 'charge.refunded', {
    amount_refunded: refunded,
    refunded: refunded === charge.amount_captured,
  });
  const transaction = account.create('balance_transaction', {
    amount: -amount,
    available_on: account.now(),
    balance_type: 'payments',
    currency: charge.currency,
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
    fee: 0,
    fee_details: [],
    net: -amount,
    reporting_category: 'refund',
    source: created.id,
    status: 'available',
    type: 'refund',
  });
  return account.change('refund', created.id, 'refund.updated', {
    balance_transaction: transaction.id,
  });
}
