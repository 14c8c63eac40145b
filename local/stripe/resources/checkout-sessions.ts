import type Stripe from 'stripe';
import { DAY, HOUR } from '../billing/calendar';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { cut, page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { expireSession } from './checkout-expiry';
import { givenDiscount } from './checkout-discounts';
import { sessionLineItems, sessionTotals } from './checkout-line-items';
import { draftOf, type SessionMode } from './checkout-params';

type Create = Stripe.Checkout.SessionCreateParams;
type Session = Records['checkout.session'];

const HOSTED = 'hosted_page';

export const checkoutRoutes = [
  route<Create>('POST /v1/checkout/sessions', (account, params) =>
    render(account, createSession(account, params)),
  ),

  route<object>('GET /v1/checkout/sessions/{id}', (account, _params, id) =>
    render(account, account.require('checkout.session', id)),
  ),

  route<Stripe.Checkout.SessionUpdateParams>(
    'POST /v1/checkout/sessions/{id}',
    (account, params, id) => {
      const session = account.require('checkout.session', id);
      const changed = account.change('checkout.session', id, null, {
        metadata: mergeMetadata(session.metadata, params.metadata),
      });
      return render(account, changed);
    },
  ),

  route<object>('POST /v1/checkout/sessions/{id}/expire', (account, _params, id) => {
    const session = account.require('checkout.session', id);
    if (session.status !== 'open') {
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status ?? ''}\`.`,
      );
    }
    return render(account, expireSession(account, id));
  }),

  route<Stripe.Checkout.SessionListLineItemsParams>(
    'GET /v1/checkout/sessions/{id}/line_items',
    (account, params, id) => {
      const items = sessionLineItems(account, id).map((item) => ({ ...item, id: String(item.id) }));
      const { shown, hasMore } = cut(items, params);
      return {
        object: 'list',
        data: shown,
        has_more: hasMore,
        url: `/v1/checkout/sessions/${id}/line_items`,
      };
    },
  ),

  route<Stripe.Checkout.SessionListParams>('GET /v1/checkout/sessions', (account, params) => {
    const { customer, payment_intent: intent, subscription, status } = params;
    const found = account.store
      .all('checkout.session')
      .filter((session) => customer === undefined || session.customer === customer)
      .filter((session) => intent === undefined || session.payment_intent === intent)
      .filter((session) => subscription === undefined || session.subscription === subscription)
      .filter((session) => status === undefined || session.status === status);
    return page(account, found, params, '/v1/checkout/sessions');
  }),
];

export function createSession(account: Account, params: Create): Session {
  const mode = (params.mode ?? 'payment') as SessionMode; // the contract knows these three only
  if ((params.ui_mode ?? HOSTED) !== HOSTED) throw notBuilt(`ui_mode ${params.ui_mode ?? ''}`);
  const draft = draftOf(account, mode, params);
  const expiresAt = expiryOf(account, params.expires_at);
  const customer = customerOf(account, mode, params);
  const id = account.store.newId('checkout.session');
  const lines = draft.lines.map(({ price, quantity }) => ({
    price: account.require('price', price),
    quantity,
  }));
  const session = account.create('checkout.session', {
    id,
    ...FIXED,
    ...customer,
    adaptive_pricing: { enabled: false },
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    currency: params.currency?.toLowerCase() ?? lines[0]?.price.currency ?? null,
    expires_at: expiresAt,
    invoice_creation: mode === 'payment' ? INVOICE_CREATION_OFF : null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode,
    payment_method_collection:
      mode === 'subscription' ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    url: `${account.pagesUrl()}/c/pay/${id}`,
    _draft: draft,
  });
  const discounted = givenDiscount(account, session, params);
  const ready = discounted ? account.change('checkout.session', id, null, discounted) : session;
  return account.change('checkout.session', id, null, sessionTotals(account, ready));
}

function customerOf(account: Account, mode: SessionMode, params: Create): Partial<Session> {
  const { customer, customer_email: email, customer_creation: creation } = params;
  if (customer !== undefined && email !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.');
  }
  if (creation !== undefined && mode !== 'payment') {
    throw invalid('`customer_creation` can only be used in `payment` mode.', 'customer_creation');
  }
  if (creation !== undefined && customer !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_creation.');
  }
  if (params.customer_update && customer === undefined) {
    throw invalid('`customer_update` can only be used with `customer`.', 'customer_update');
  }
  const known = customer === undefined ? null : account.require('customer', customer, 'customer');
  return {
    customer: known?.id ?? null,
    customer_creation: known ? null : mode === 'payment' ? (creation ?? 'if_required') : 'always',
    customer_details:
      known || email !== undefined
        ? {
            address: null,
            business_name: null,
            email: known?.email ?? email ?? null,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: known ? (known.tax_exempt ?? 'none') : 'none',
            tax_ids: null,
          }
        : null,
    customer_email: email ?? null,
  };
}

function expiryOf(account: Account, wanted: number | undefined): number {
  const now = account.now();
  if (wanted === undefined) return now + DAY;
  if (wanted < now + HOUR / 2 || wanted > now + DAY) {
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      'expires_at',
    );
  }
  return wanted;
}

const FIXED: Partial<Session> = {
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  saved_payment_method_options: {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: null,
  },
  shipping_options: [],
  ui_mode: HOSTED,
};

const INVOICE_CREATION_OFF: Session['invoice_creation'] = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};
