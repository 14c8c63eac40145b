import type Stripe from 'stripe';
import { invalid, noSuch } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const entitlementRoutes = [
  route<Stripe.Entitlements.FeatureCreateParams>(
    'POST /v1/entitlements/features',
    (account, params) => {
      const { lookup_key: key, name } = params;
      if (account.store.all('entitlements.feature', 'lookup_key', key).length > 0) {
        throw invalid(`A feature with the lookup key ${key} already exists.`, 'lookup_key');
      }
      const feature = account.create('entitlements.feature', {
        active: true,
        lookup_key: key,
        metadata: mergeMetadata({}, params.metadata),
        name,
      });
      return render(account, feature);
    },
  ),

  route<object>('GET /v1/entitlements/features/{id}', (account, _params, id) =>
    render(account, account.require('entitlements.feature', id)),
  ),

  route<Stripe.Entitlements.FeatureUpdateParams>(
    'POST /v1/entitlements/features/{id}',
    (account, params, id) => {
      const { metadata } = account.require('entitlements.feature', id);
      const changed = account.change('entitlements.feature', id, null, {
        ...given(params, 'active', 'name'),
        metadata: mergeMetadata(metadata, params.metadata),
      });
      return render(account, changed);
    },
  ),

  route<Stripe.Entitlements.FeatureListParams>(
    'GET /v1/entitlements/features',
    (account, params) => {
      const { archived, lookup_key: key } = params;
      const found = (
        key === undefined
          ? account.store.all('entitlements.feature')
          : account.store.all('entitlements.feature', 'lookup_key', key)
      ).filter(({ active }) => archived === undefined || active === !archived);
      return page(account, found, params, '/v1/entitlements/features');
    },
  ),

  route<Stripe.ProductCreateFeatureParams>('POST /v1/products/{id}/features', addFeature),

  route<Stripe.ProductListFeaturesParams>(
    'GET /v1/products/{id}/features',
    (account, params, id) => {
      account.require('product', id);
      const found = account.store.all('product_feature', '_product', id);
      return page(account, found, params, `/v1/products/${id}/features`);
    },
  ),

  route<object>('GET /v1/products/{productId}/features/{id}', (account, _params, product, id) =>
    render(account, requireOf(account, product, id)),
  ),

  route<object>(
    'DELETE /v1/products/{productId}/features/{id}',
    (account, _params, product, id) => {
      account.store.delete(requireOf(account, product, id).id);
      return { id, object: 'product_feature', deleted: true };
    },
  ),

  route<Stripe.Entitlements.ActiveEntitlementListParams>(
    'GET /v1/entitlements/active_entitlements',
    (account, params) => {
      account.require('customer', params.customer, 'customer');
      const { customer } = params;
      const found = account.store.all('entitlements.active_entitlement', '_customer', customer);
      return page(account, found, params, '/v1/entitlements/active_entitlements');
    },
  ),

  route<object>('GET /v1/entitlements/active_entitlements/{id}', (account, _params, id) =>
    render(account, account.require('entitlements.active_entitlement', id)),
  ),
];

function addFeature(
  account: Account,
  { entitlement_feature: featureId }: Stripe.ProductCreateFeatureParams,
  product: string,
) {
  account.require('product', product);
  const feature = account.require('entitlements.feature', featureId, 'entitlement_feature');
  if (!feature.active) {
    throw invalid('This feature is archived and cannot be attached.', 'entitlement_feature');
  }
  const attached = account.store.all('product_feature', '_product', product);
  if (attached.some(({ _feature: each }) => each === feature.id)) {
    throw invalid('This feature is attached to the product already.', 'entitlement_feature');
  }
  const added = account.create('product_feature', { _feature: feature.id, _product: product });
  return render(account, added);
}

function requireOf(account: Account, product: string, id: string): Records['product_feature'] {
  const found = account.require('product_feature', id);
  if (found._product !== product) throw noSuch('product feature', id, null);
  return found;
}
