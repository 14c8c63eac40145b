import type Stripe from 'stripe';
import { captureIntent } from '../billing/capture';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Listing } from '../kernel/listing';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const chargeRoutes = [
  route<object>('GET /v1/charges/{id}', (account, _params, id) =>
    render(account, account.require('charge', id)),
  ),

  route<Stripe.ChargeUpdateParams>('POST /v1/charges/{id}', (account, params, id) => {
    const charge = account.require('charge', id);
    const { user_report: report } = params.fraud_details ?? {};
    const changed = account.change('charge', id, 'charge.updated', {
      ...given(params, 'description', 'receipt_email'),
      ...(report ? { fraud_details: { ...charge.fraud_details, user_report: report } } : {}),
      metadata: mergeMetadata(charge.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.ChargeCaptureParams>('POST /v1/charges/{id}/capture', (account, params, id) => {
    const charge = account.require('charge', id);
    const amount = params.amount ?? charge.amount;
    if (charge.captured) {
      throw invalid(
        `Charge ${id} has already been captured.`,
        undefined,
        'charge_already_captured',
      );
    }
    if (charge.status !== 'succeeded' || charge.refunded) {
      throw invalid(`Charge ${id} cannot be captured: nothing is held any more.`);
    }
    if (amount < 1 || amount > charge.amount) {
      throw invalid(
        `The provided capture amount (${amount}) is greater than the capturable amount (${charge.amount}).`,
        'amount',
        'amount_too_large',
      );
    }
    account.change('charge', id, null, given(params, 'receipt_email'));
    captureIntent(account, charge.payment_intent ?? '', amount);
    return render(account, account.require('charge', id));
  }),

  route<Stripe.ChargeListParams>('GET /v1/charges', (account, params) =>
    page(account, chargesOf(account, params), params, '/v1/charges'),
  ),
];

function chargesOf(
  account: Account,
  { customer, payment_intent: intent }: Stripe.ChargeListParams,
): Listing<Records['charge']> {
  if (intent !== undefined) return account.store.list('charge', 'payment_intent', intent);
  if (customer !== undefined) return account.store.list('charge', 'customer', customer);
  return account.store.list('charge');
}
