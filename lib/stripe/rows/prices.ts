import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A price as the mirror keeps it; amounts in minor units of its currency. */
export function toPriceRows(price: Stripe.Price): Rows {
  return {
    prices: [
      {
        id: price.id,
        product_id: toId(price.product),
        active: price.active,
        type: price.type,
        currency: price.currency,
        unit_amount: price.unit_amount,
        interval: price.recurring?.interval ?? null,
        interval_count: price.recurring?.interval_count ?? null,
        usage_type: price.recurring?.usage_type ?? null,
        billing_scheme: price.billing_scheme,
        lookup_key: price.lookup_key,
        nickname: price.nickname,
        tax_behavior: price.tax_behavior,
        metadata: price.metadata,
        livemode: price.livemode,
        created_at: toInstant(price.created),
      },
    ],
  };
}
