import type Stripe from 'stripe';
import { DAY } from '../billing/calendar';
import { amountOf } from '../billing/money';
import { requireSameInterval } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { newSources } from './discount-params';
import { createPrice } from './price-params';
import { promisedDiscount } from './quote-amounts';
import { taxRatesOf } from './tax-rates';

type Params = Stripe.QuoteCreateParams | Stripe.QuoteUpdateParams;
type Quote = Records['quote'];
type Line = Quote['_lines'][number];

/** A quote may be accepted for a month unless it says otherwise. */
const OPEN_SECONDS = 30 * DAY;

/** What a new quote is before anything is said of it. */
export function emptyQuote(account: Account): Partial<Quote> {
  return {
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    collection_method: 'charge_automatically',
    default_tax_rates: [],
    discounts: [],
    expires_at: account.now() + OPEN_SECONDS,
    invoice_settings: {
      custom_fields: null,
      days_until_due: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    metadata: {},
    status: 'draft',
    status_transitions: { accepted_at: null, canceled_at: null, finalized_at: null },
    subscription_data: {
      billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
      description: null,
      effective_date: null,
      metadata: {},
      trial_period_days: null,
    },
    _lines: [],
  };
}

/** What a request says of a quote; nothing of what it leaves out. */
export function quoteFieldsOf(account: Account, params: Params, quote: Quote): Partial<Quote> {
  const customer =
    params.customer === undefined ? null : account.require('customer', params.customer, 'customer');
  const lines = params.line_items ? linesOf(account, params.line_items, quote) : quote._lines;
  const prices = lines.map(({ price }) => account.require('price', price));
  const currency = prices[0]?.currency ?? null;
  checkPrices(prices, currency);
  const taxRates = taxRatesOf(account, params.default_tax_rates, 'default_tax_rates');
  return {
    ...given(params, 'collection_method', 'description', 'footer', 'header'),
    ...(customer ? { customer: customer.id, test_clock: customer.test_clock ?? null } : {}),
    ...(params.automatic_tax ? { automatic_tax: automaticTaxOf(params.automatic_tax) } : {}),
    ...(params.expires_at === undefined
      ? {}
      : { expires_at: expiryOf(account, params.expires_at) }),
    ...(taxRates ? { default_tax_rates: taxRates } : {}),
    ...discountsOf(account, params, customer?.id ?? quote.customer, prices, lines),
    currency,
    invoice_settings: settingsOf(params, quote),
    metadata: mergeMetadata(quote.metadata, params.metadata),
    subscription_data: subscriptionDataOf(params, quote),
    _lines: lines,
  };
}

/** @throws StripeApiError 400 for a time that is not in the future */
export function expiryOf(account: Account, at: number): number {
  if (at <= account.now()) throw invalid('`expires_at` must be in the future.', 'expires_at');
  return at;
}

function linesOf(
  account: Account,
  items: readonly Stripe.QuoteUpdateParams.LineItem[],
  quote: Quote,
): Line[] {
  return items.map((item, at) => {
    const param = `line_items[${at}]`;
    if (item.discounts) throw notBuilt('discounts of the lines of quotes');
    const known = item.id === undefined ? null : quote._lines.find(({ id }) => id === item.id);
    if (known === undefined) {
      throw invalid(`No such line item: '${item.id ?? ''}'`, `${param}[id]`, 'resource_missing');
    }
    const price =
      item.price === undefined
        ? item.price_data
          ? createPrice(account, item.price_data).id
          : known?.price
        : account.require('price', item.price, `${param}[price]`).id;
    if (price === undefined) throw missing(`${param}[price]`);
    return {
      id: known?.id ?? account.store.newId('item'),
      price,
      quantity: item.quantity ?? known?.quantity ?? 1,
      taxRates: taxRatesOf(account, item.tax_rates, `${param}[tax_rates]`) ?? known?.taxRates ?? [],
    };
  });
}

function checkPrices(prices: readonly Records['price'][], currency: string | null): void {
  const other = prices.findIndex((price) => price.currency !== currency);
  if (other >= 0) {
    throw invalid('All prices must use the same currency.', `line_items[${other}][price]`);
  }
  const recurring = prices.filter((price) => price.recurring !== null);
  if (recurring.length > 0) requireSameInterval(recurring, currency ?? '');
}

function discountsOf(
  account: Account,
  { discounts }: Params,
  customer: string | null,
  prices: readonly Records['price'][],
  lines: readonly Line[],
): Partial<Quote> {
  if (discounts === undefined) return {};
  const currency = prices[0]?.currency ?? null;
  const amount = prices.reduce(
    (sum, price, at) => sum + amountOf(price, lines[at]?.quantity ?? 1, price.currency),
    0,
  );
  const sources = newSources(account, discounts, { amount, currency, customer });
  return { discounts: sources.map((source) => promisedDiscount(account, source)) };
}

function automaticTaxOf({
  enabled,
  liability,
}: NonNullable<Params['automatic_tax']>): Quote['automatic_tax'] {
  if (liability?.type === 'account') throw notBuilt('taxes of other accounts');
  return enabled
    ? { enabled, liability: { type: 'self' }, provider: 'stripe', status: 'complete' }
    : { enabled, liability: null, provider: null, status: null };
}

function settingsOf(
  { invoice_settings: settings }: Params,
  quote: Quote,
): Quote['invoice_settings'] {
  if (settings?.issuer?.type === 'account') throw notBuilt('invoices issued by other accounts');
  return {
    ...quote.invoice_settings,
    ...(settings
      ? given(settings, 'custom_fields', 'days_until_due', 'description', 'footer')
      : {}),
  };
}

function subscriptionDataOf(
  { subscription_data: data }: Params,
  quote: Quote,
): Quote['subscription_data'] {
  if (data?.effective_date !== undefined && orNull(data.effective_date) !== null) {
    throw notBuilt('subscription_data[effective_date] of quotes');
  }
  return {
    ...quote.subscription_data,
    ...(data ? given(data, 'description', 'trial_period_days') : {}),
    metadata: mergeMetadata(quote.subscription_data.metadata, data?.metadata),
  };
}
