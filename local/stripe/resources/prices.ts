import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { searchPage } from '../kernel/search';
import type { SearchFields } from '../kernel/search-query';

type CreateParams = Stripe.PriceCreateParams;

export const priceRoutes = [
  route<CreateParams>('POST /v1/prices', (account, params) =>
    render(account, createPrice(account, params)),
  ),

  route<object>('GET /v1/prices/{id}', (account, _params, id) =>
    render(account, account.require('price', id)),
  ),

  route<Stripe.PriceUpdateParams>('POST /v1/prices/{id}', (account, params, id) => {
    const price = account.require('price', id);
    if (typeof params.lookup_key === 'string') {
      claimLookupKey(account, params.lookup_key, params.transfer_lookup_key === true, id);
    }
    if (params.active === false) refuseDefaultPrice(account, price);
    const changed = account.change('price', id, 'price.updated', {
      ...given(params, 'active', 'lookup_key', 'nickname', 'tax_behavior'),
      metadata: mergeMetadata(price.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.PriceListParams>('GET /v1/prices', (account, params) => {
    const { active, currency, lookup_keys: keys, product, recurring, type } = params;
    if (keys && keys.length > 10) throw invalid('Array too long: at most 10 keys', 'lookup_keys');
    const found = account.store
      .all('price')
      .filter((price) => active === undefined || price.active === active)
      .filter((price) => currency === undefined || price.currency === currency)
      .filter((price) => !keys || (price.lookup_key !== null && keys.includes(price.lookup_key)))
      .filter((price) => product === undefined || price.product === product)
      .filter((price) => type === undefined || price.type === type)
      .filter((price) => !recurring?.interval || price.recurring?.interval === recurring.interval);
    return page(account, found, params, '/v1/prices');
  }),

  route<Stripe.PriceSearchParams>('GET /v1/prices/search', (account, params) =>
    searchPage(account, account.store.all('price'), params, 'prices', SEARCHABLE),
  ),
];

/** https://docs.stripe.com/search#query-fields-for-prices */
const SEARCHABLE: SearchFields = {
  active: 'token',
  currency: 'token',
  lookup_key: 'string',
  metadata: 'metadata',
  product: 'string',
  type: 'token',
};

/** Stores a price, and its product when given inline, and announces both. */
export function createPrice(account: Account, params: CreateParams): Records['price'] {
  if (params.billing_scheme === 'tiered' || params.tiers) throw notBuilt('tiered prices');
  if (params.currency_options) throw notBuilt('currency_options of prices');
  if (params.custom_unit_amount) throw notBuilt('custom_unit_amount of prices');
  if (params.lookup_key !== undefined) {
    claimLookupKey(account, params.lookup_key, params.transfer_lookup_key === true, null);
  }
  const price = account.create('price', {
    active: true,
    billing_scheme: 'per_unit',
    ...given(params, 'active', 'lookup_key', 'nickname'),
    currency: params.currency.toLowerCase(),
    metadata: mergeMetadata({}, params.metadata),
    product: productOf(account, params),
    recurring: recurringOf(params),
    tax_behavior: params.tax_behavior ?? 'unspecified',
    type: params.recurring ? 'recurring' : 'one_time',
    ...amountOf(params),
  });
  account.emit('price.created', price);
  return price;
}

function productOf(account: Account, params: CreateParams): string {
  if (params.product !== undefined) {
    return account.require('product', params.product, 'product').id;
  }
  if (!params.product_data) throw missing('product');
  const { id, name, active, metadata, statement_descriptor, unit_label } = params.product_data;
  const product = account.create('product', {
    ...(id === undefined ? {} : { id }),
    active: active ?? true,
    metadata: mergeMetadata({}, metadata),
    name,
    statement_descriptor: statement_descriptor ?? null,
    type: 'service',
    unit_label: unit_label ?? null,
    updated: account.now(),
  });
  account.emit('product.created', product);
  return product.id;
}

function recurringOf({ recurring }: CreateParams): Records['price']['recurring'] {
  if (!recurring) return null;
  if (recurring.usage_type === 'metered') throw notBuilt('metered prices');
  const count = recurring.interval_count ?? 1;
  const most = { day: 1095, week: 156, month: 36, year: 3 }[recurring.interval as 'day'];
  if (count < 1 || count > most) {
    throw invalid(
      'Invalid interval_count: at most three years are allowed.',
      'recurring[interval_count]',
    );
  }
  return {
    interval: recurring.interval,
    interval_count: count,
    meter: null,
    trial_period_days: recurring.trial_period_days ?? null,
    usage_type: 'licensed',
  };
}

/** Whole cents show as both; fractions of a cent only as a decimal. */
function amountOf({ unit_amount: amount, unit_amount_decimal: decimal }: CreateParams): {
  unit_amount: number | null;
  unit_amount_decimal: string | null;
} {
  const text = decimal === undefined ? undefined : String(decimal);
  if (amount === undefined && text === undefined) throw missing('unit_amount');
  if (amount !== undefined && text !== undefined) {
    throw invalid(
      'You may only specify one of these parameters: unit_amount, unit_amount_decimal.',
    );
  }
  const value = amount ?? Number(text);
  if (value < 0)
    throw invalid('Invalid non-negative integer', 'unit_amount', 'parameter_invalid_integer');
  return {
    unit_amount: Number.isInteger(value) ? value : null,
    unit_amount_decimal: text ?? String(value),
  };
}

/** A lookup key names one price; it moves only when the request says so. */
function claimLookupKey(
  account: Account,
  key: string,
  transfer: boolean,
  claimant: string | null,
): void {
  for (const holder of account.store.all('price', 'lookup_key', key)) {
    if (holder.id === claimant) continue;
    if (!transfer) {
      throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, 'lookup_key');
    }
    account.change('price', holder.id, 'price.updated', { lookup_key: null });
  }
}

function refuseDefaultPrice(account: Account, price: Records['price']): void {
  const product = account.find('product', price.product);
  if (product?.default_price === price.id) {
    throw invalid(
      'This price cannot be archived because it is the default price of its product.',
      'active',
    );
  }
}
