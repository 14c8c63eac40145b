import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { StripeApiError } from '../kernel/errors';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Product = Records['product'];

interface TaxDetails {
  performance_location?: string;
  tax_code?: Stripe.Emptyable<string>;
}

/**
 * Stores a product and announces it.
 *
 * @throws StripeApiError 400 resource_already_exists when its id is taken
 */
export function createProduct(account: Account, params: Stripe.ProductCreateParams): Product {
  if (params.id !== undefined && account.store.any(params.id)) {
    throw new StripeApiError({
      status: 400,
      type: 'invalid_request_error',
      code: 'resource_already_exists',
      message: 'Product already exists.',
      param: 'id',
    });
  }
  const product = account.create('product', {
    active: true,
    type: 'service',
    updated: account.now(),
    ...given(params, 'id', 'active', 'description', 'name', 'images', 'marketing_features'),
    ...given(params, 'package_dimensions', 'shippable', 'statement_descriptor', 'tax_code'),
    ...given(params, 'type', 'unit_label', 'url'),
    ...taxDetailsOf(params.tax_details, null),
    metadata: mergeMetadata({}, params.metadata),
  });
  account.emit('product.created', product);
  return product;
}

/** Tax details after a request: what it leaves out stays, emptying the whole takes them away. */
export function taxDetailsOf(
  details: Stripe.Emptyable<TaxDetails> | undefined,
  current: Product['tax_details'],
): Partial<Product> {
  if (details === undefined) return {};
  if (details === null || details === '') return { tax_details: null };
  const { performance_location: location, tax_code: code } = details;
  return {
    tax_details: {
      performance_location: location ?? current?.performance_location ?? null,
      tax_code: code === undefined ? (current?.tax_code ?? null) : orNull(code),
    },
  };
}
