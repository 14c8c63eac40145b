import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { cut, page } from '../kernel/lists';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { JsonObject, Records } from '../kernel/records';
import { completedSessions, render } from '../kernel/render';
import { route } from '../kernel/route';
import { sessionLineItems } from './checkout-line-items';
import { createSession } from './checkout-sessions';
import {
  afterCompletionOf,
  linkFieldsOf,
  requestOf,
  restrictionsOf,
  sessionParamsOf,
} from './payment-link-params';
import { createPrice } from './price-params';

type Create = Stripe.PaymentLinkCreateParams;
type Update = Stripe.PaymentLinkUpdateParams;
type PaymentLink = Records['payment_link'];

/** What a visitor's link says beyond itself: `?prefilled_email=…&client_reference_id=…`. */
interface Visit {
  email: string | null;
  reference: string | null;
}

/** What somebody finds who follows a payment link. */
type OpenedLink =
  { kind: 'open'; url: string } | { kind: 'closed'; message: string | null } | { kind: 'unknown' };

/** https://docs.stripe.com/api/payment-link */
export const paymentLinkRoutes = [
  route<Create>('POST /v1/payment_links', (account, params) => {
    const link = createLink(account, params);
    account.emit('payment_link.created', link);
    return render(account, link);
  }),

  route<object>('GET /v1/payment_links/{id}', (account, _params, id) =>
    render(account, account.require('payment_link', id)),
  ),

  route<Update>('POST /v1/payment_links/{id}', (account, params, id) => {
    const changed = updateLink(account, account.require('payment_link', id), params);
    return render(account, changed);
  }),

  route<Stripe.PaymentLinkListParams>('GET /v1/payment_links', (account, params) => {
    const found = account.store
      .all('payment_link')
      .filter(({ active }) => params.active === undefined || active === params.active);
    return page(account, found, params, '/v1/payment_links');
  }),

  route<Stripe.PaymentLinkListLineItemsParams>(
    'GET /v1/payment_links/{id}/line_items',
    (account, params, id) => {
      account.require('payment_link', id);
      const items = linkLineItems(account, id).map((item) => ({ ...item, id: String(item.id) }));
      const { shown, hasMore } = cut(items, params);
      const url = `/v1/payment_links/${id}/line_items`;
      return { object: 'list', data: shown, has_more: hasMore, url };
    },
  ),
];

/** What a link sells, as its sessions show it. */
export function linkLineItems(account: Account, linkId: string): JsonObject[] {
  const link = account.require('payment_link', linkId);
  const items = account.dryRun(() => sessionLineItems(account, openSession(account, link).id));
  return items.map((item, at) => ({ ...item, id: lineId(link, at) }));
}

/** The link behind an address, or null when unknown. */
export function linkByToken(account: Account, token: string): PaymentLink | null {
  const [link] = account.store.all('payment_link', '_token', token);
  return link ?? null;
}

/** What a link says once it is paid; null for an unknown link. */
export function linkConfirmation(account: Account, token: string): string | null {
  const link = linkByToken(account, token);
  if (!link) return null;
  const { hosted_confirmation: confirmation } = link.after_completion;
  return confirmation?.custom_message ?? 'A receipt is in the invoice or the payment.';
}

/**
 * Somebody follows a payment link: each time a new checkout session begins.
 *
 * @throws StripeApiError 400 when what it sells is no longer to be had
 */
export function openLink(account: Account, token: string, visit: Visit): OpenedLink {
  const link = linkByToken(account, token);
  if (!link) return { kind: 'unknown' };
  const limit = link.restrictions?.completed_sessions.limit ?? Infinity;
  if (!link.active || completedSessions(account, link.id) >= limit)
    return { kind: 'closed', message: link.inactive_message };
  const session = openSession(account, link, {
    ...(visit.email === null ? {} : { customer_email: visit.email }),
    ...(visit.reference === null ? {} : { client_reference_id: visit.reference }),
  });
  return { kind: 'open', url: session.url ?? '' };
}

function openSession(
  account: Account,
  link: PaymentLink,
  visit: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Records['checkout.session'] {
  const session = createSession(account, { ...sessionParamsOf(account, link), ...visit });
  return account.change('checkout.session', session.id, null, { payment_link: link.id });
}

function createLink(account: Account, params: Create): PaymentLink {
  const lines = params.line_items.map(({ price_data: data, ...line }) =>
    data ? { ...line, price: createPrice(account, data).id } : line,
  );
  const [first] = lines;
  if (!first) throw invalid('You must provide at least one line item.', 'line_items');
  const prices = lines.map(({ price }, at) =>
    account.require('price', price ?? '', `line_items[${at}][price]`),
  );
  const mode = prices.some(({ recurring }) => recurring !== null) ? 'subscription' : 'payment';
  const token = `test_${account.store.newToken('payment link', 18)}`;
  const link = account.create('payment_link', {
    ...linkFieldsOf(mode, requestOf(params)),
    active: true,
    after_completion: afterCompletionOf(params.after_completion),
    currency: params.currency?.toLowerCase() ?? prices[0]?.currency ?? '',
    inactive_message: params.inactive_message ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payment_method_types: params.payment_method_types ?? null,
    restrictions: restrictionsOf(params.restrictions),
    url: `${account.pagesUrl()}/b/${token}`,
    _lines: lines,
    _mode: mode,
    _request: requestOf(params),
    _token: token,
  });
  // What its sessions would refuse is refused now.
  account.dryRun(() => openSession(account, link).id);
  return link;
}

function updateLink(account: Account, link: PaymentLink, params: Update): PaymentLink {
  const request = { ...link._request, ...requestOf(params) };
  const fields: Partial<PaymentLink> = {
    ...linkFieldsOf(link._mode, request),
    ...(params.active === undefined ? {} : { active: params.active }),
    ...(params.after_completion
      ? { after_completion: afterCompletionOf(params.after_completion) }
      : {}),
    ...(params.inactive_message === undefined
      ? {}
      : { inactive_message: orNull(params.inactive_message) }),
    ...(params.restrictions === undefined
      ? {}
      : { restrictions: restrictionsOf(orNull(params.restrictions) ?? undefined) }),
    metadata: mergeMetadata(link.metadata, params.metadata),
    _lines: changedLines(link, params),
    _request: request,
  };
  account.dryRun(() => openSession(account, { ...link, ...fields }).id);
  return account.change('payment_link', link.id, 'payment_link.updated', fields);
}

/** An update names lines by their ids and changes how many there are, never what is sold. */
function changedLines(link: PaymentLink, { line_items: changes }: Update): PaymentLink['_lines'] {
  const lines = [...link._lines];
  for (const [index, { id, quantity, adjustable_quantity: adjustable }] of (
    changes ?? []
  ).entries()) {
    const at = lines.findIndex((_line, position) => lineId(link, position) === id);
    const line = lines[at];
    if (!line) {
      throw invalid(`No such line item: '${id}'`, `line_items[${index}][id]`, 'resource_missing');
    }
    lines[at] = {
      ...line,
      ...(quantity === undefined ? {} : { quantity }),
      ...(adjustable === undefined ? {} : { adjustable_quantity: adjustable }),
    };
  }
  return lines;
}

function lineId({ id }: PaymentLink, at: number): string {
  return `li_${id.slice(-20)}${String(at).padStart(4, '0')}`;
}
