import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { cut, page } from '../kernel/lists';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { fulfil } from './quote-accept';
import { amountsOf, quoteItems } from './quote-amounts';
import { cancelQuote } from './quote-expiry';
import { emptyQuote, expiryOf, quoteFieldsOf } from './quote-params';

type Quote = Records['quote'];

/** https://docs.stripe.com/api/quotes */
export const quoteRoutes = [
  route<Stripe.QuoteCreateParams>('POST /v1/quotes', (account, params) => {
    const blank = account.create('quote', emptyQuote(account));
    const quote = put(account, blank, quoteFieldsOf(account, params, blank));
    account.emit('quote.created', quote);
    return render(account, quote);
  }),

  route<object>('GET /v1/quotes/{id}', (account, _params, id) =>
    render(account, account.require('quote', id)),
  ),

  route<Stripe.QuoteUpdateParams>('POST /v1/quotes/{id}', (account, params, id) => {
    const quote = requireIn(account, id, ['draft'], 'updated');
    return render(account, put(account, quote, quoteFieldsOf(account, params, quote)));
  }),

  route<Stripe.QuoteFinalizeQuoteParams>('POST /v1/quotes/{id}/finalize', (account, params, id) => {
    const quote = requireIn(account, id, ['draft'], 'finalized');
    return render(account, finalize(account, quote, params));
  }),

  route<object>('POST /v1/quotes/{id}/accept', (account, _params, id) => {
    const quote = requireIn(account, id, ['open'], 'accepted');
    const accepted = account.change('quote', id, null, {
      ...fulfil(account, quote),
      status: 'accepted',
      status_transitions: { ...quote.status_transitions, accepted_at: account.now() },
    });
    account.emit('quote.accepted', accepted);
    return render(account, accepted);
  }),

  route<object>('POST /v1/quotes/{id}/cancel', (account, _params, id) => {
    requireIn(account, id, ['draft', 'open'], 'canceled');
    return render(account, cancelQuote(account, id));
  }),

  route<Stripe.QuoteListParams>('GET /v1/quotes', (account, params) => {
    const { customer, status, test_clock: clock } = params;
    const found = account.store
      .all('quote')
      .filter((quote) => customer === undefined || quote.customer === customer)
      .filter((quote) => status === undefined || quote.status === status)
      .filter((quote) => customer !== undefined || quote.test_clock === (clock ?? null));
    return page(account, found, params, '/v1/quotes');
  }),

  route<Stripe.QuoteListLineItemsParams>('GET /v1/quotes/{id}/line_items', (account, params, id) =>
    listed(quoteItems(account, account.require('quote', id), 'all'), params, id, 'line_items'),
  ),

  route<Stripe.QuoteListComputedUpfrontLineItemsParams>(
    'GET /v1/quotes/{id}/computed_upfront_line_items',
    (account, params, id) => {
      const items = quoteItems(account, account.require('quote', id), 'upfront');
      return listed(items, params, id, 'computed_upfront_line_items');
    },
  ),
];

function put(account: Account, quote: Quote, fields: Partial<Quote>): Quote {
  const amounts = amountsOf(account, { ...quote, ...fields });
  return account.change('quote', quote.id, null, { ...fields, ...amounts });
}

/** A quote gets its number and may be accepted from now on. */
function finalize(
  account: Account,
  quote: Quote,
  { expires_at: expiresAt }: Stripe.QuoteFinalizeQuoteParams,
): Quote {
  if (quote.customer === null) {
    throw invalid('A quote must have a customer before it can be finalized.', 'customer');
  }
  if (quote._lines.length === 0) {
    throw invalid('A quote must have line items before it can be finalized.', 'line_items');
  }
  if (
    quote.collection_method === 'send_invoice' &&
    quote.invoice_settings.days_until_due === null
  ) {
    throw invalid(
      'You must pass `days_until_due` when `collection_method` is set to `send_invoice`.',
      'invoice_settings[days_until_due]',
    );
  }
  const { invoice_prefix: prefix } = account.require('customer', quote.customer);
  const earlier = account.store
    .all('quote')
    .filter(({ customer, number }) => customer === quote.customer && number !== null);
  const finalized = put(account, quote, {
    ...(expiresAt === undefined ? {} : { expires_at: expiryOf(account, expiresAt) }),
    number: `QT-${prefix ?? ''}-${String(earlier.length + 1).padStart(4, '0')}-1`,
    status: 'open',
    status_transitions: { ...quote.status_transitions, finalized_at: account.now() },
  });
  account.emit('quote.finalized', finalized);
  return finalized;
}

function requireIn(account: Account, id: string, statuses: readonly string[], verb: string): Quote {
  const quote = account.require('quote', id);
  if (statuses.includes(quote.status)) return quote;
  throw invalid(
    `This quote cannot be ${verb} because its status is \`${quote.status}\`: it must be ${statuses.map((status) => `\`${status}\``).join(' or ')}.`,
  );
}

function listed(
  items: JsonObject[],
  params: { limit?: number; starting_after?: string; ending_before?: string },
  id: string,
  name: string,
): JsonObject {
  const { shown, hasMore } = cut(
    items.map((item) => ({ ...item, id: String(item.id) })),
    params,
  );
  return { object: 'list', data: shown, has_more: hasMore, url: `/v1/quotes/${id}/${name}` };
}
