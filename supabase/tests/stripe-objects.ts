import type { StripeJson } from './stripe-world';

/** Seconds since 1970 at which everything below was made. */
const CREATED = 1_799_990_000;

const MONTH_SECONDS = 30 * 24 * 3600;

/** Objects as Stripe sends them, as far as the mirror reads them; `fields` replaces any of it. */
export function customer(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'cus_1',
    object: 'customer',
    balance: 0,
    created: CREATED,
    currency: 'usd',
    default_source: null,
    delinquent: false,
    email: 'ada@example.com',
    invoice_settings: { default_payment_method: null },
    livemode: false,
    metadata: {},
    name: 'Ada Lovelace',
    phone: null,
    ...fields,
  };
}

export function product(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'cue_pro',
    object: 'product',
    active: true,
    created: CREATED,
    default_price: null,
    description: null,
    livemode: false,
    metadata: {},
    name: 'Pro',
    updated: CREATED,
    ...fields,
  };
}

export function price(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'price_pro',
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: CREATED,
    currency: 'usd',
    livemode: false,
    lookup_key: 'pro_monthly',
    metadata: {},
    nickname: null,
    product: 'cue_pro',
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    tax_behavior: 'unspecified',
    type: 'recurring',
    unit_amount: 4000,
    unit_amount_decimal: '4000',
    ...fields,
  };
}

export function subscriptionItem(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'si_1',
    object: 'subscription_item',
    created: CREATED,
    current_period_start: CREATED,
    current_period_end: CREATED + MONTH_SECONDS,
    metadata: {},
    price: price(),
    quantity: 1,
    subscription: 'sub_1',
    ...fields,
  };
}

export function subscription(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'sub_1',
    object: 'subscription',
    billing_cycle_anchor: CREATED,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    created: CREATED,
    currency: 'usd',
    customer: 'cus_1',
    default_payment_method: null,
    ended_at: null,
    items: list([subscriptionItem()]),
    latest_invoice: null,
    livemode: false,
    metadata: {},
    pause_collection: null,
    schedule: null,
    start_date: CREATED,
    status: 'active',
    trial_end: null,
    trial_start: null,
    ...fields,
  };
}

export function invoice(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'in_1',
    object: 'invoice',
    amount_due: 4000,
    amount_paid: 0,
    amount_remaining: 4000,
    attempt_count: 1,
    attempted: true,
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: CREATED,
    currency: 'usd',
    customer: 'cus_1',
    due_date: null,
    hosted_invoice_url: 'https://invoice.example/in_1',
    invoice_pdf: null,
    lines: list([]),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: 'CUE-0001',
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: 'sub_1', metadata: {} },
    },
    period_end: CREATED,
    period_start: CREATED,
    status: 'open',
    status_transitions: { paid_at: null },
    subtotal: 4000,
    total: 4000,
    ...fields,
  };
}

export function checkoutSession(fields: Partial<StripeJson> = {}): StripeJson {
  return {
    id: 'cs_1',
    object: 'checkout.session',
    amount_total: 4000,
    client_reference_id: null,
    created: CREATED,
    currency: 'usd',
    customer: 'cus_1',
    customer_details: { email: 'ada@example.com' },
    customer_email: null,
    expires_at: CREATED + 24 * 3600,
    invoice: null,
    livemode: false,
    metadata: {},
    mode: 'subscription',
    payment_intent: null,
    payment_status: 'paid',
    status: 'complete',
    subscription: 'sub_1',
    ...fields,
  };
}

/** A list inside an object. */
export function list(data: StripeJson[], hasMore = false) {
  return { object: 'list', data, has_more: hasMore, url: '/v1/list' };
}
