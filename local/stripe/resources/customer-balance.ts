import type Stripe from 'stripe';
import { moveBalance } from '../billing/customer-balance';
import type { Account } from '../kernel/account';
import { invalid, noSuch } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

const LIST = '/v1/customers/{id}/balance_transactions';

/** Stripe: https://docs.stripe.com/api/customer_balance_transactions */
export const customerBalanceRoutes = [
  route<Stripe.CustomerCreateBalanceTransactionParams>(`POST ${LIST}`, (account, params, id) => {
    const customer = account.require('customer', id);
    const currency = params.currency.toLowerCase();
    if (customer.currency !== null && customer.currency !== currency) {
      throw invalid(
        `You cannot combine currencies on a single customer. This customer has a balance or ` +
          `invoices in ${customer.currency ?? ''}.`,
        'currency',
      );
    }
    const transaction = moveBalance(account, id, {
      amount: params.amount,
      currency,
      description: orNull(params.description),
      metadata: mergeMetadata({}, params.metadata),
      type: 'adjustment',
    });
    return render(account, transaction);
  }),

  route<Stripe.CustomerListBalanceTransactionsParams>(`GET ${LIST}`, (account, params, id) => {
    account.require('customer', id);
    const found = account.store
      .list('customer_balance_transaction', 'customer', id)
      .filter(({ invoice }) => params.invoice === undefined || invoice === params.invoice);
    return page(account, found, params, `/v1/customers/${id}/balance_transactions`);
  }),

  route<object>(
    'GET /v1/customers/{customerId}/balance_transactions/{id}',
    (account, _params, customerId, id) =>
      render(account, requireTransaction(account, customerId, id)),
  ),

  route<Stripe.CustomerUpdateBalanceTransactionParams>(
    'POST /v1/customers/{customerId}/balance_transactions/{id}',
    (account, params, customerId, id) => {
      const transaction = requireTransaction(account, customerId, id);
      const changed = account.change('customer_balance_transaction', id, null, {
        ...(params.description === undefined ? {} : { description: orNull(params.description) }),
        metadata: mergeMetadata(transaction.metadata, params.metadata),
      });
      return render(account, changed);
    },
  ),
];

function requireTransaction(
  account: Account,
  customerId: string,
  id: string,
): Records['customer_balance_transaction'] {
  account.require('customer', customerId);
  const transaction = account.require('customer_balance_transaction', id);
  if (transaction.customer !== customerId) {
    throw noSuch('customer_balance_transaction', id, null);
  }
  return transaction;
}
