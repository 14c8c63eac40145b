import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { page } from '../kernel/lists';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const chargeRoutes = [
  route<object>('GET /v1/charges/{id}', (account, _params, id) =>
    render(account, account.require('charge', id)),
  ),

  route<Stripe.ChargeListParams>('GET /v1/charges', (account, params) =>
    page(account, chargesOf(account, params), params, '/v1/charges'),
  ),

  route<object>('GET /v1/balance_transactions/{id}', (account, _params, id) =>
    render(account, account.require('balance_transaction', id)),
  ),

  route<Stripe.BalanceTransactionListParams>('GET /v1/balance_transactions', (account, params) => {
    const { source, type } = params;
    const found = account.store
      .all('balance_transaction')
      .filter((each) => source === undefined || each.source === source)
      .filter((each) => type === undefined || each.type === type);
    return page(account, found, params, '/v1/balance_transactions');
  }),
];

function chargesOf(
  account: Account,
  { customer, payment_intent: intent }: Stripe.ChargeListParams,
): Records['charge'][] {
  if (intent !== undefined) return account.store.all('charge', 'payment_intent', intent);
  if (customer !== undefined) return account.store.all('charge', 'customer', customer);
  return account.store.all('charge');
}
