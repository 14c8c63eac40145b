import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, notBuilt } from '../kernel/errors';
import { cut, page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { automaticTaxOf, customerOf } from './checkout-customer';
import { givenDiscount } from './checkout-discounts';
import { afterExpirationOf, expireSession, expiryOf } from './checkout-expiry';
import { pageFieldsOf } from './checkout-fields';
import { retotal, sessionLineItems } from './checkout-line-items';
import { draftOf, type SessionMode } from './checkout-params';
import { updateSession } from './checkout-update';

type Create = Stripe.Checkout.SessionCreateParams;
type Session = Records['checkout.session'];

const HOSTED = 'hosted_page';

/** The least that Stripe takes in one payment, in minor units, by currency. */
const AMOUNT_MIN: Record<string, number> = { aud: 50, cad: 50, chf: 50, eur: 50, gbp: 30, usd: 50 };

export const checkoutRoutes = [
  route<Create>('POST /v1/checkout/sessions', (account, params) =>
    render(account, createSession(account, params)),
  ),

  route<object>('GET /v1/checkout/sessions/{id}', (account, _params, id) =>
    render(account, account.require('checkout.session', id)),
  ),

  route<Stripe.Checkout.SessionUpdateParams>(
    'POST /v1/checkout/sessions/{id}',
    (account, params, id) => render(account, updateSession(account, id, params)),
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
    const { customer, customer_details: details, payment_intent: intent } = params;
    const { payment_link: link, status, subscription } = params;
    const found = account.store
      .list('checkout.session')
      .filter((session) => customer === undefined || session.customer === customer)
      .filter((session) => !details || session.customer_details?.email === details.email)
      .filter((session) => intent === undefined || session.payment_intent === intent)
      .filter((session) => link === undefined || session.payment_link === link)
      .filter((session) => subscription === undefined || session.subscription === subscription)
      .filter((session) => status === undefined || session.status === status);
    return page(account, found, params, '/v1/checkout/sessions');
  }),
];

/**
 * Makes a session, as its route and a payment link do.
 *
 * @throws StripeApiError 400 for parameters that Stripe would refuse, 501 for what is not built
 * @see https://docs.stripe.com/api/checkout/sessions/create
 */
export function createSession(account: Account, params: Create): Session {
  const mode = (params.mode ?? 'payment') as SessionMode; // the contract knows these three only
  if ((params.ui_mode ?? HOSTED) !== HOSTED) throw notBuilt(`ui_mode ${params.ui_mode ?? ''}`);
  checkMethodTypes(params);
  const draft = draftOf(account, mode, params);
  const customer = customerOf(account, mode, params);
  const id = account.store.newId('checkout.session');
  const [first] = draft.lines;
  const session = account.create('checkout.session', {
    id,
    ...FIXED,
    ...customer,
    ...pageFieldsOf(params),
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: afterExpirationOf(params.after_expiration),
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    automatic_tax: automaticTaxOf(account, customer.customer ?? null, params.automatic_tax),
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    currency:
      params.currency?.toLowerCase() ??
      (first ? account.require('price', first.price).currency : null),
    expires_at: expiryOf(account, params.expires_at),
    integration_identifier: params.integration_identifier ?? null,
    invoice_creation: mode === 'payment' ? invoiceCreationOf(draft.invoiceData) : null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode,
    optional_items: draft.options.map(({ adjustable, price, quantity }) => ({
      adjustable_quantity: adjustable && { enabled: true, ...adjustable },
      price,
      quantity,
    })),
    payment_method_collection:
      mode === 'subscription' ? (params.payment_method_collection ?? 'always') : 'if_required',
    payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    status: 'open',
    success_url: params.success_url ?? null,
    url: `${account.pagesUrl()}/c/pay/${id}`,
    _draft: draft,
  });
  const discounted = givenDiscount(account, session, params);
  if (discounted) account.change('checkout.session', id, null, discounted);
  const ready = retotal(account, id);
  checkTotal(ready);
  return ready;
}

/** @throws StripeApiError 400 `amount_too_small`: less than a payment can be, and yet not nothing */
function checkTotal({ amount_total: total, currency, mode }: Session): void {
  const least = AMOUNT_MIN[currency ?? ''] ?? 0;
  if (mode !== 'payment' || total === null || total === 0 || total >= least) return;
  throw invalid(
    `The Checkout Session's total amount due must add up to at least ${(least / 100).toFixed(2)} ${currency ?? ''}`,
    undefined,
    'amount_too_small',
  );
}

function checkMethodTypes({ allowed_payment_method_types: types }: Create): void {
  if (types === undefined || types.includes('card')) return;
  throw notBuilt(`payment methods of type ${types.join(', ')}`);
}

const FIXED: Partial<Session> = {
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  payment_method_types: ['card'],
  saved_payment_method_options: {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: null,
  },
  shipping_options: [],
  ui_mode: HOSTED,
};

function invoiceCreationOf(data: Session['_draft']['invoiceData']): Session['invoice_creation'] {
  return {
    enabled: data !== null,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: data?.custom_fields ?? null,
      description: data?.description ?? null,
      footer: data?.footer ?? null,
      issuer: data ? { type: 'self' } : null,
      metadata: data?.metadata ?? {},
      rendering_options: null,
    },
  };
}
