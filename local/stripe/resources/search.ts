import type Stripe from 'stripe';
import { subscriptionOf } from '../billing/invoices';
import type { Account } from '../kernel/account';
import { clockOf } from '../kernel/clocks';
import type { Records } from '../kernel/records';
import { route } from '../kernel/route';
import { searchPage } from '../kernel/search';
import type { SearchFields } from '../kernel/search-query';

/** What lives on a test clock is not searched. https://docs.stripe.com/search */
export const searchRoutes = [
  route<Stripe.ChargeSearchParams>('GET /v1/charges/search', (account, params) =>
    searchPage(account, searched(account, 'charge'), params, 'charges', CHARGES),
  ),

  route<Stripe.CustomerSearchParams>('GET /v1/customers/search', (account, params) =>
    searchPage(account, searched(account, 'customer'), params, 'customers', CUSTOMERS),
  ),

  route<Stripe.InvoiceSearchParams>('GET /v1/invoices/search', (account, params) => {
    const found = searched(account, 'invoice').map((invoice) => withSubscription(account, invoice));
    return searchPage(account, found, params, 'invoices', INVOICES);
  }),

  route<Stripe.PaymentIntentSearchParams>('GET /v1/payment_intents/search', (account, params) =>
    searchPage(account, searched(account, 'payment_intent'), params, 'payment_intents', INTENTS),
  ),

  route<Stripe.SubscriptionSearchParams>('GET /v1/subscriptions/search', (account, params) =>
    searchPage(account, searched(account, 'subscription'), params, 'subscriptions', SUBSCRIPTIONS),
  ),
];

/** https://docs.stripe.com/search#query-fields-for-charges */
const CHARGES: SearchFields = {
  amount: 'numeric',
  'billing_details.address.postal_code': 'token',
  created: 'numeric',
  currency: 'token',
  customer: 'token',
  disputed: 'token',
  metadata: 'metadata',
  'payment_method_details.card.brand': 'token',
  'payment_method_details.card.exp_month': 'token',
  'payment_method_details.card.exp_year': 'token',
  'payment_method_details.card.fingerprint': 'token',
  'payment_method_details.card.last4': 'token',
  refunded: 'token',
  status: 'token',
};

/** https://docs.stripe.com/search#query-fields-for-customers */
const CUSTOMERS: SearchFields = {
  created: 'numeric',
  email: 'string',
  metadata: 'metadata',
  name: 'string',
  phone: 'string',
};

/** https://docs.stripe.com/search#query-fields-for-invoices */
const INVOICES: SearchFields = {
  created: 'numeric',
  currency: 'token',
  customer: 'token',
  'last_finalization_error.code': 'token',
  'last_finalization_error.type': 'token',
  metadata: 'metadata',
  number: 'string',
  receipt_number: 'string',
  status: 'string',
  subscription: 'string',
  total: 'numeric',
};

/** https://docs.stripe.com/search#query-fields-for-payment-intents */
const INTENTS: SearchFields = {
  amount: 'numeric',
  created: 'numeric',
  currency: 'token',
  customer: 'token',
  metadata: 'metadata',
  status: 'token',
};

/** https://docs.stripe.com/search#query-fields-for-subscriptions */
const SUBSCRIPTIONS: SearchFields = {
  canceled_at: 'numeric',
  created: 'numeric',
  metadata: 'metadata',
  status: 'string',
};

function searched<
  Type extends 'charge' | 'customer' | 'invoice' | 'payment_intent' | 'subscription',
>(account: Account, type: Type): Records[Type][] {
  return account.store.all(type).filter((record) => clockOf({ ...record }, account.store) === null);
}

/** An invoice is searched by its subscription, which it names elsewhere: found, but not shown. */
function withSubscription(account: Account, invoice: Records['invoice']): Records['invoice'] {
  return Object.defineProperty({ ...invoice }, 'subscription', {
    value: subscriptionOf(account, invoice)?.id ?? null,
  });
}
