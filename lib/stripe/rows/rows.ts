import type Stripe from 'stripe';
import { toChargeRows } from './charges';
import { toCheckoutSessionRows } from './checkout-sessions';
import { toCouponRows } from './coupons';
import { toCreditNoteRows } from './credit-notes';
import { toCustomerRows } from './customers';
import { toDiscountRows } from './discounts';
import { toEntitlementRows } from './entitlements';
import { toInvoicePaymentRows } from './invoice-payments';
import { toInvoiceRows } from './invoices';
import { toPaymentIntentRows } from './payment-intents';
import { toPaymentMethodRows } from './payment-methods';
import { toPriceRows } from './prices';
import { toProductRows } from './products';
import { toPromotionCodeRows } from './promotion-codes';
import { toRefundRows } from './refunds';
import type { Rows } from './row';
import { toSubscriptionRows } from './subscriptions';

/** Every type of Stripe's that the mirror knows, with the object that it is. */
interface Mirrored {
  charge: Stripe.Charge;
  'checkout.session': Stripe.Checkout.Session;
  coupon: Stripe.Coupon;
  credit_note: Stripe.CreditNote;
  customer: Stripe.Customer;
  discount: Stripe.Discount;
  'entitlements.active_entitlement_summary': Stripe.Entitlements.ActiveEntitlementSummary;
  invoice: Stripe.Invoice;
  invoice_payment: Stripe.InvoicePayment;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  price: Stripe.Price;
  product: Stripe.Product;
  promotion_code: Stripe.PromotionCode;
  refund: Stripe.Refund;
  subscription: Stripe.Subscription;
}

export type MirroredType = keyof Mirrored;
export type MirroredObject = Mirrored[MirroredType];

/** The rows that an object stands for, by its type. Pure: the same object gives the same rows. */
const projectors: { [Type in MirroredType]: (object: Mirrored[Type]) => Rows } = {
  charge: toChargeRows,
  'checkout.session': toCheckoutSessionRows,
  coupon: toCouponRows,
  credit_note: toCreditNoteRows,
  customer: toCustomerRows,
  discount: toDiscountRows,
  'entitlements.active_entitlement_summary': toEntitlementRows,
  invoice: toInvoiceRows,
  invoice_payment: toInvoicePaymentRows,
  payment_intent: toPaymentIntentRows,
  payment_method: toPaymentMethodRows,
  price: toPriceRows,
  product: toProductRows,
  promotion_code: toPromotionCodeRows,
  refund: toRefundRows,
  subscription: toSubscriptionRows,
};

/** The types of objects that have rows. */
export const mirroredTypes: readonly string[] = Object.keys(projectors);

export function isMirroredType(type: string): type is MirroredType {
  return Object.hasOwn(projectors, type);
}

/** The rows that an object stands for. */
export function toRows(object: MirroredObject): Rows {
  // The table pairs each type with its own function; TypeScript cannot follow the pair.
  const project = projectors[object.object] as (object: MirroredObject) => Rows;
  return project(object);
}

/**
 * The id of an object's head row. Stripe's summary of entitlements has none of its own; there is one
 * for each customer.
 */
export function idOf(object: MirroredObject): string {
  return object.object === 'entitlements.active_entitlement_summary' ? object.customer : object.id;
}

/** False when a list inside the object that has rows of its own was cut short (Stripe sends 10). */
export function isComplete(object: MirroredObject): boolean {
  switch (object.object) {
    case 'subscription':
      return !object.items.has_more;
    case 'invoice':
      return !object.lines.has_more;
    case 'entitlements.active_entitlement_summary':
      return !object.entitlements.has_more;
    default:
      return true;
  }
}
