import type Stripe from 'stripe';
import { announceUpdate, createRefund } from '../billing/refunds';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { differences, render } from '../kernel/render';
import { route } from '../kernel/route';

type Charge = Records['charge'];

export const refundRoutes = [
  route<Stripe.RefundCreateParams>('POST /v1/refunds', (account, params) => {
    const charge = chargeOf(account, params);
    return render(
      account,
      refundCharge(account, charge, checkedAmount(charge, params.amount), params),
    );
  }),

  route<object>('GET /v1/refunds/{id}', (account, _params, id) =>
    render(account, account.require('refund', id)),
  ),

  route<Stripe.RefundUpdateParams>('POST /v1/refunds/{id}', (account, params, id) => {
    const before = account.require('refund', id);
    const changed = account.change('refund', id, null, {
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    const previous = differences({ ...before }, { ...changed });
    if (Object.keys(previous).length > 0) announceUpdate(account, id, previous);
    return render(account, changed);
  }),

  route<object>('POST /v1/refunds/{id}/cancel', (account, _params, id) => {
    const { status } = account.require('refund', id);
    // Only refunds that wait for the customer can be canceled, and those of cards never do.
    throw invalid(
      `You can only cancel refunds with a status of requires_action. This refund has a status of ${status ?? ''}.`,
    );
  }),

  route<Stripe.RefundListParams>('GET /v1/refunds', (account, params) => {
    const { charge, payment_intent: intent } = params;
    const found =
      charge !== undefined
        ? account.store.list('refund', 'charge', charge)
        : intent !== undefined
          ? account.store.list('refund', 'payment_intent', intent)
          : account.store.list('refund');
    return page(account, found, params, '/v1/refunds');
  }),
];

function chargeOf(account: Account, params: Stripe.RefundCreateParams): Charge {
  if (params.charge !== undefined && params.payment_intent !== undefined) {
    throw invalid('You may only specify one of these parameters: charge, payment_intent.');
  }
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

/** What to give back, checked against what is left of the charge; minor units. */
function checkedAmount(charge: Charge, wanted: number | undefined): number {
  if (charge.disputed) {
    throw invalid(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      undefined,
      'charge_disputed',
    );
  }
  if (charge.status !== 'succeeded') {
    throw invalid(`Charge ${charge.id} has not succeeded; cannot issue a refund.`, 'charge');
  }
  if (!charge.captured) {
    throw invalid(
      `Charge ${charge.id} is not captured; cancel its PaymentIntent to release it.`,
      'charge',
    );
  }
  const left = charge.amount - charge.amount_refunded;
  if (left <= 0) {
    throw invalid(
      `Charge ${charge.id} has already been refunded.`,
      undefined,
      'charge_already_refunded',
    );
  }
  const amount = wanted ?? left;
  if (amount < 1) {
    throw invalid('Invalid positive integer', 'amount', 'parameter_invalid_integer');
  }
  if (amount > left) {
    throw invalid(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
      'amount',
    );
  }
  return amount;
}

/** Gives back a part of a charge and announces it; the amount has been checked. */
export function refundCharge(
  account: Account,
  charge: Charge,
  amount: number,
  { metadata, reason }: Stripe.RefundCreateParams,
): Records['refund'] {
  return createRefund(account, charge, amount, {
    metadata: mergeMetadata({}, metadata),
    reason: reason ?? null,
  });
}
