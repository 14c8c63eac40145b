import { FakePort } from './fake-port';
import type { JsonObject } from './port';

const periodEnd = 1_797_592_000; // December 18, 2026

const monthly: JsonObject = {
  id: 'price_pro_m',
  active: true,
  currency: 'usd',
  unit_amount: 4000,
  recurring: { interval: 'month', interval_count: 1 },
  product: { id: 'prod_pro', name: 'Pro', description: 'For people with a lot to do.' },
};

const yearly: JsonObject = {
  ...monthly,
  id: 'price_pro_y',
  unit_amount: 40_000,
  recurring: { interval: 'year', interval_count: 1 },
};

export const openSession: JsonObject = {
  id: 'cs_test_1',
  mode: 'subscription',
  status: 'open',
  currency: 'usd',
  amount_subtotal: 4000,
  amount_total: 4000,
  cancel_url: 'http://localhost:3000/billing/cancel',
  success_url: 'http://localhost:3000/billing/success?session_id={CHECKOUT_SESSION_ID}',
  customer: null,
  customer_email: null,
  customer_details: null,
  line_items: {
    data: [{ description: 'Pro', quantity: 1, amount_total: 4000, price: monthly }],
  },
};

export const subscription: JsonObject = {
  id: 'sub_1',
  status: 'active',
  customer: 'cus_1',
  cancel_at: null,
  cancel_at_period_end: false,
  ended_at: null,
  trial_end: null,
  default_payment_method: 'pm_old',
  items: { data: [{ id: 'si_1', quantity: 1, current_period_end: periodEnd, price: monthly }] },
};

export const invoice: JsonObject = {
  id: 'in_1',
  number: 'ABC-0001',
  status: 'paid',
  customer: 'cus_1',
  currency: 'usd',
  created: 1_795_000_000,
  subtotal: 4000,
  total: 4000,
  amount_due: 4000,
  amount_paid: 4000,
  amount_remaining: 0,
  lines: {
    data: [
      {
        id: 'il_1',
        description: '1 × Pro (at $40.00 / month)',
        amount: 4000,
        period: { start: 1_795_000_000, end: periodEnd },
      },
    ],
  },
};

const card: JsonObject = {
  id: 'pm_1',
  customer: 'cus_1',
  card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034 },
};

/** A configuration that allows everything, and what a test changes of its features. */
function configuration(changes: JsonObject = {}): JsonObject {
  return {
    id: 'bpc_1',
    business_profile: { headline: null },
    features: {
      customer_update: { enabled: true, allowed_updates: ['email', 'name'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        enabled: true,
        mode: 'at_period_end',
        proration_behavior: 'none',
        cancellation_reason: { enabled: true, options: ['too_expensive', 'other'] },
      },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        proration_behavior: 'always_invoice',
        products: [{ product: 'prod_pro', prices: ['price_pro_m', 'price_pro_y'] }],
      },
      ...changes,
    },
  };
}

const list = (...data: JsonObject[]): JsonObject => ({ object: 'list', data, has_more: false });

/** A customer with a plan, a card and an invoice, and the portal session `token` that opens it. */
export function portalPort(features: JsonObject = {}): FakePort {
  const port = new FakePort();
  const customer: JsonObject = {
    id: 'cus_1',
    email: 'mara@example.com',
    name: 'Mara',
    invoice_settings: { default_payment_method: 'pm_1' },
  };
  port.sessions.set('token', {
    customer: 'cus_1',
    configuration: 'bpc_1',
    return_url: 'http://localhost:3000/account',
    flow: null,
  });
  const answers: Record<string, JsonObject> = {
    'GET /v1/billing_portal/configurations/bpc_1': configuration(features),
    'GET /v1/customers/cus_1': customer,
    'POST /v1/customers/cus_1': customer,
    'GET /v1/subscriptions': list(subscription),
    'POST /v1/subscriptions/sub_1': subscription,
    'DELETE /v1/subscriptions/sub_1': { ...subscription, status: 'canceled' },
    'GET /v1/invoices': list(invoice),
    'GET /v1/customers/cus_1/payment_methods': list(card, {
      ...card,
      id: 'pm_2',
      card: { brand: 'mastercard', last4: '4444', exp_month: 1, exp_year: 2030 },
    }),
    'POST /v1/payment_methods/pm_2/detach': card,
    'GET /v1/products/prod_pro': { id: 'prod_pro', name: 'Pro', description: null },
    'GET /v1/prices/price_pro_m': monthly,
    'GET /v1/prices/price_pro_y': yearly,
  };
  for (const [request, answer] of Object.entries(answers)) port.answers.set(request, answer);
  return port;
}
