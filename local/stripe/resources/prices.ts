import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { searchPage } from '../kernel/search';
import type { SearchFields } from '../kernel/search-query';
import { optionsOf } from './price-amounts';
import { changePrice, requirePrice } from './price-changes';
import { claimLookupKey, createPrice } from './price-params';

export const priceRoutes = [
  route<Stripe.PriceCreateParams>('POST /v1/prices', (account, params) =>
    render(account, createPrice(account, params)),
  ),

  route<object>('GET /v1/prices/{id}', (account, _params, id) =>
    render(account, requirePrice(account, id, 'price')),
  ),

  route<Stripe.PriceUpdateParams>('POST /v1/prices/{id}', (account, params, id) => {
    const price = requirePrice(account, id, 'price');
    if (typeof params.lookup_key === 'string') {
      claimLookupKey(account, params.lookup_key, params.transfer_lookup_key === true, id);
    }
    if (params.active === false) refuseDefaultPrice(account, price);
    if (params.tax_behavior !== undefined) refuseOtherTax(price, params.tax_behavior);
    const changed = changePrice(account, price, {
      ...given(params, 'active', 'lookup_key', 'nickname', 'tax_behavior'),
      ...changedOptions(price, params),
      metadata: mergeMetadata(price.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.PriceListParams>('GET /v1/prices', (account, params) => {
    const { active, currency, lookup_keys: keys, product, recurring, type } = params;
    if (keys && keys.length > 10) throw invalid('Array too long: at most 10 keys', 'lookup_keys');
    const found = account.store
      .list('price')
      .filter(({ _deleted: isDeleted }) => !isDeleted)
      .filter((price) => active === undefined || price.active === active)
      .filter((price) => currency === undefined || price.currency === currency)
      .filter((price) => !keys || (price.lookup_key !== null && keys.includes(price.lookup_key)))
      .filter((price) => product === undefined || price.product === product)
      .filter((price) => type === undefined || price.type === type)
      .filter((price) => isRecurringAs(price, recurring ?? {}));
    return page(account, found, params, '/v1/prices');
  }),

  route<Stripe.PriceSearchParams>('GET /v1/prices/search', (account, params) =>
    searchPage(
      account,
      account.store.all('price').filter(({ _deleted: isDeleted }) => !isDeleted),
      params,
      'prices',
      SEARCHABLE,
    ),
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

function isRecurringAs(
  { recurring }: Records['price'],
  wanted: Stripe.PriceListParams.Recurring,
): boolean {
  return (['interval', 'meter', 'usage_type'] as const).every(
    (name) => wanted[name] === undefined || recurring?.[name] === wanted[name],
  );
}

/** Amounts in other currencies may be added and replaced, and (emptied) all be taken away. */
function changedOptions(
  price: Records['price'],
  { currency_options: options }: Stripe.PriceUpdateParams,
): Partial<Records['price']> {
  if (options === undefined) return {};
  if (options === null || options === '') return { _options: {} };
  const added = optionsOf(options, {
    currency: price.currency,
    isTiered: price.billing_scheme === 'tiered',
    tax_behavior: price.tax_behavior,
  });
  return { _options: { ...price._options, ...added } };
}

function refuseOtherTax({ tax_behavior: is }: Records['price'], wanted: string): void {
  if (is === 'unspecified' || is === null || is === wanted) return;
  throw invalid(
    `The tax behavior of a price cannot be changed once it is \`${is}\`.`,
    'tax_behavior',
  );
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
