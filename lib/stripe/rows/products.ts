import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A product as the mirror keeps it. */
export function toProductRows(product: Stripe.Product): Rows {
  return {
    products: [
      {
        id: product.id,
        name: product.name,
        description: product.description,
        active: product.active,
        default_price_id:
          product.default_price === undefined ? undefined : toId(product.default_price),
        metadata: product.metadata,
        livemode: product.livemode,
        created_at: toInstant(product.created),
        updated_at: toInstant(product.updated),
      },
    ],
  };
}
