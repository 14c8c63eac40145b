import type Stripe from 'stripe';
import { noSuch } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { noteMove } from '../billing/customer-balance';
import { cancelNow } from '../billing/cancel';
import { detailsOf, settingsOf } from './customer-params';
import { attach } from './payment-methods';
import { addTaxId } from './tax-ids';

export const customerRoutes = [
  route<Stripe.CustomerCreateParams>('POST /v1/customers', (account, params) => {
    const customer = createCustomer(account, {
      ...detailsOf(account, params, null),
      metadata: mergeMetadata({}, params.metadata),
      test_clock: clockFor(account, params),
    });
    if (params.payment_method) attach(account, params.payment_method, customer.id);
    const settings = settingsOf(account, customer, params);
    const done = account.change('customer', customer.id, null, { invoice_settings: settings });
    noteBalance(account, customer.id, done.balance, 'initial');
    account.emit('customer.created', done);
    params.tax_id_data?.forEach((each, at) =>
      addTaxId(account, customer.id, each, `tax_id_data[${at}]`),
    );
    return render(account, done);
  }),

  route<object>('GET /v1/customers/{id}', (account, _params, id) => {
    const customer = account.find('customer', id);
    const shown = customer ? render(account, customer) : account.tombstone(id);
    if (!shown) throw noSuch('customer', id, null);
    return shown;
  }),

  route<Stripe.CustomerUpdateParams>('POST /v1/customers/{id}', (account, params, id) => {
    const customer = account.require('customer', id);
    const changed = account.change('customer', id, 'customer.updated', {
      ...detailsOf(account, params, customer),
      metadata: mergeMetadata(customer.metadata, params.metadata),
      invoice_settings: settingsOf(account, customer, params),
    });
    noteBalance(account, id, changed.balance - customer.balance, 'adjustment');
    return render(account, changed);
  }),

  route<object>('DELETE /v1/customers/{id}', (account, _params, id) => {
    account.require('customer', id);
    for (const subscription of account.store.all('subscription', 'customer', id)) {
      if (subscription.ended_at === null) cancelNow(account, subscription.id, {});
    }
    for (const { id: method } of account.store.all('payment_method', 'customer', id)) {
      account.change('payment_method', method, null, { customer: null });
    }
    for (const { id: taxId } of account.store.all('tax_id', 'customer', id)) {
      account.store.delete(taxId);
    }
    account.remove('customer', id, 'customer.deleted');
    return { id, object: 'customer', deleted: true };
  }),

  route<Stripe.CustomerListParams>('GET /v1/customers', (account, params) => {
    // Stripe compares e-mail addresses as they were written.
    const found =
      params.email === undefined
        ? account.store.list('customer')
        : account.store.list('customer', 'email', params.email);
    // Without the filter those who live on a test clock are not shown.
    const clock = params.test_clock ?? null;
    const shown = found.filter(({ test_clock: own }) => (own ?? null) === clock);
    return page(account, shown, params, '/v1/customers');
  }),

  route<Stripe.CustomerListPaymentMethodsParams>(
    'GET /v1/customers/{id}/payment_methods',
    (account, params, id) => {
      account.require('customer', id);
      const { allow_redisplay: redisplay, type } = params;
      const found = account.store
        .list('payment_method', 'customer', id)
        .filter((method) => type === undefined || method.type === type)
        .filter((method) => redisplay === undefined || method.allow_redisplay === redisplay);
      return page(account, found, params, `/v1/customers/${id}/payment_methods`);
    },
  ),

  route<object>(
    'GET /v1/customers/{customerId}/payment_methods/{id}',
    (account, _params, customer, id) => {
      account.require('customer', customer);
      const method = account.require('payment_method', id);
      if (method.customer !== customer) throw noSuch('PaymentMethod', id, null);
      return render(account, method);
    },
  ),
];

/** Stores a customer; announces nothing, because more may belong to its creation. */
export function createCustomer(
  account: Account,
  fields: Partial<Records['customer']>,
): Records['customer'] {
  return account.create('customer', {
    balance: 0,
    delinquent: false,
    discount: null,
    invoice_prefix: account.store.newToken('invoice prefix', 8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    next_invoice_sequence: 1,
    preferred_locales: [],
    tax_exempt: 'none',
    _waiting_card: null,
    ...fields,
  });
}

/** A balance that was set rather than moved is on record all the same. */
function noteBalance(
  account: Account,
  customerId: string,
  amount: number,
  type: 'adjustment' | 'initial',
): void {
  if (amount === 0) return;
  const { currency } = account.require('customer', customerId);
  noteMove(account, customerId, { amount, currency: currency ?? 'usd', type });
}

function clockFor(
  account: Account,
  { test_clock: clock }: Stripe.CustomerCreateParams,
): string | null {
  if (clock === undefined) return null;
  return account.require('test_helpers.test_clock', clock, 'test_clock').id;
}
