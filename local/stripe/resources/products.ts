import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, StripeApiError } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { searchPage } from '../kernel/search';
import type { SearchFields } from '../kernel/search-query';
import { createPrice } from './price-params';

export const productRoutes = [
  route<Stripe.ProductCreateParams>('POST /v1/products', (account, params) => {
    if (params.id !== undefined && account.store.any(params.id)) {
      throw new StripeApiError({
        status: 400,
        type: 'invalid_request_error',
        code: 'resource_already_exists',
        message: `Product already exists.`,
        param: 'id',
      });
    }
    const product = createProduct(account, params);
    account.emit('product.created', product);
    if (!params.default_price_data) return render(account, product);
    const price = createPrice(account, { ...params.default_price_data, product: product.id });
    const changed = account.change('product', product.id, null, { default_price: price.id });
    return render(account, changed);
  }),

  route<object>('GET /v1/products/{id}', (account, _params, id) =>
    render(account, account.require('product', id)),
  ),

  route<Stripe.ProductUpdateParams>('POST /v1/products/{id}', (account, params, id) => {
    const product = account.require('product', id);
    if (params.default_price !== undefined) checkDefaultPrice(account, id, params.default_price);
    const changed = account.change('product', id, 'product.updated', {
      ...given(params, 'active', 'default_price', 'description', 'name', 'shippable'),
      ...given(
        params,
        'package_dimensions',
        'statement_descriptor',
        'unit_label',
        'url',
        'tax_code',
      ),
      ...(params.images === undefined ? {} : { images: orNull(params.images) ?? [] }),
      ...(params.marketing_features === undefined
        ? {}
        : { marketing_features: orNull(params.marketing_features) ?? [] }),
      metadata: mergeMetadata(product.metadata, params.metadata),
      updated: account.now(),
    });
    return render(account, changed);
  }),

  route<object>('DELETE /v1/products/{id}', (account, _params, id) => {
    account.require('product', id);
    const prices = account.store.all('price', 'product', id);
    if (prices.some(({ _deleted: isDeleted }) => !isDeleted)) {
      throw invalid(
        'This product cannot be deleted because it has one or more user-created prices.',
        'id',
      );
    }
    account.remove('product', id, 'product.deleted');
    return { id, object: 'product', deleted: true };
  }),

  route<Stripe.ProductListParams>('GET /v1/products', (account, params) => {
    const { active, ids, url, shippable } = params;
    const found = account.store
      .list('product')
      .filter((product) => active === undefined || product.active === active)
      .filter((product) => ids === undefined || ids.includes(product.id))
      .filter((product) => url === undefined || product.url === url)
      .filter((product) => shippable === undefined || product.shippable === shippable);
    return page(account, found, params, '/v1/products');
  }),

  route<Stripe.ProductSearchParams>('GET /v1/products/search', (account, params) =>
    searchPage(account, account.store.all('product'), params, 'products', SEARCHABLE),
  ),
];

/** https://docs.stripe.com/search#query-fields-for-products */
const SEARCHABLE: SearchFields = {
  active: 'token',
  description: 'string',
  metadata: 'metadata',
  name: 'string',
  shippable: 'token',
  url: 'string',
};

/** Stores a product; announces nothing. */
function createProduct(account: Account, params: Stripe.ProductCreateParams): Records['product'] {
  return account.create('product', {
    ...(params.id === undefined ? {} : { id: params.id }),
    active: true,
    type: 'service',
    updated: account.now(),
    ...given(params, 'active', 'description', 'name', 'images', 'marketing_features'),
    ...given(params, 'package_dimensions', 'shippable', 'statement_descriptor', 'tax_code'),
    ...given(params, 'unit_label', 'url'),
    metadata: mergeMetadata({}, params.metadata),
  });
}

function checkDefaultPrice(account: Account, productId: string, priceId: string): void {
  const price = account.require('price', priceId, 'default_price');
  if (price.product !== productId) {
    throw invalid(
      `The price ${priceId} belongs to the product ${price.product}, not ${productId}.`,
      'default_price',
    );
  }
}
