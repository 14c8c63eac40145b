import type Stripe from 'stripe';
import { toCheckoutSessionRows } from './checkout-sessions';
import { toCustomerRows } from './customers';
import { toInvoiceRows } from './invoices';
import { toPriceRows } from './prices';
import { toProductRows } from './products';
import type { Rows } from './row';
import { toSubscriptionRows } from './subscriptions';

/** Every object of Stripe that the mirror knows. */
export type MirroredObject =
  | Stripe.Customer
  | Stripe.Product
  | Stripe.Price
  | Stripe.Subscription
  | Stripe.Checkout.Session
  | Stripe.Invoice;

export type MirroredType = MirroredObject['object'];

/** The rows that an object stands for. Pure: the same object always gives the same rows. */
export function toRows(object: MirroredObject): Rows {
  switch (object.object) {
    case 'customer':
      return toCustomerRows(object);
    case 'product':
      return toProductRows(object);
    case 'price':
      return toPriceRows(object);
    case 'subscription':
      return toSubscriptionRows(object);
    case 'checkout.session':
      return toCheckoutSessionRows(object);
    case 'invoice':
      return toInvoiceRows(object);
  }
}

/** False when a list inside the object that has rows of its own was cut short (Stripe sends 10). */
export function isComplete(object: MirroredObject): boolean {
  return object.object !== 'subscription' || !object.items.has_more;
}
