import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { page } from '../kernel/lists';
import type { JsonObject } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const balanceRoutes = [
  route<object>('GET /v1/balance', (account) => showBalance(account)),

  route<object>('GET /v1/balance_transactions/{id}', (account, _params, id) =>
    render(account, account.require('balance_transaction', id)),
  ),

  route<Stripe.BalanceTransactionListParams>('GET /v1/balance_transactions', (account, params) => {
    const { currency, source, type } = params;
    const all =
      source === undefined
        ? account.store.list('balance_transaction')
        : account.store.list('balance_transaction', 'source', source);
    const found = all
      .filter((each) => type === undefined || each.type === type)
      .filter((each) => currency === undefined || each.currency === currency.toLowerCase());
    return page(account, found, params, '/v1/balance_transactions');
  }),
];

/** What the account has and what is on its way, by currency: nothing is ever paid out here. */
function showBalance(account: Account): JsonObject {
  const sums = new Map<string, { available: number; pending: number }>();
  for (const { available_on: at, currency, net } of account.store.all('balance_transaction')) {
    const sum = sums.get(currency) ?? { available: 0, pending: 0 };
    sum[at <= account.now() ? 'available' : 'pending'] += net;
    sums.set(currency, sum);
  }
  if (sums.size === 0) sums.set('usd', { available: 0, pending: 0 });
  const part = (name: 'available' | 'pending') =>
    [...sums].map(([currency, { [name]: amount }]) => ({
      amount,
      currency,
      source_types: { card: amount },
    }));
  return {
    object: 'balance',
    available: part('available'),
    livemode: false,
    pending: part('pending'),
    refund_and_dispute_prefunding: { available: [], pending: [] },
  };
}
