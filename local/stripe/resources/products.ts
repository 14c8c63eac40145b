import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { searchPage } from '../kernel/search';
import type { SearchFields } from '../kernel/search-query';
import { createPrice } from './price-params';
import { createProduct, taxDetailsOf } from './product-params';

export const productRoutes = [
  route<Stripe.ProductCreateParams>('POST /v1/products', (account, params) => {
    const product = createProduct(account, params);
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
      ...taxDetailsOf(params.tax_details, product.tax_details),
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

function checkDefaultPrice(account: Account, productId: string, priceId: string): void {
  const price = account.require('price', priceId, 'default_price');
  if (price.product !== productId) {
    throw invalid(
      `The price ${priceId} belongs to the product ${price.product}, not ${productId}.`,
      'default_price',
    );
  }
}
