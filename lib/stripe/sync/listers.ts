import 'server-only';
import type Stripe from 'stripe';
import type { MirroredObject, MirroredType } from '@/lib/stripe/rows/rows';

type ListPage = Stripe.Response<Stripe.ApiList<MirroredObject>>;

interface PageParams {
  limit: number;
  starting_after?: string;
}

type Lister = (stripe: Stripe, page: PageParams) => Promise<ListPage>;

/** How Stripe lists all objects of a type, in the order in which a scan reads them. */
export const listers: Partial<Record<MirroredType, Lister>> = {
  product: (stripe, page) => stripe.products.list(page),
  price: (stripe, page) => stripe.prices.list(page),
  coupon: (stripe, page) => stripe.coupons.list(page),
  promotion_code: (stripe, page) => stripe.promotionCodes.list(page),
  customer: (stripe, page) => stripe.customers.list(page),
  subscription: (stripe, page) => stripe.subscriptions.list({ ...page, status: 'all' }),
  invoice: (stripe, page) => stripe.invoices.list(page),
  invoice_payment: (stripe, page) => stripe.invoicePayments.list(page),
  payment_intent: (stripe, page) => stripe.paymentIntents.list(page),
  charge: (stripe, page) => stripe.charges.list(page),
  refund: (stripe, page) => stripe.refunds.list(page),
  credit_note: (stripe, page) => stripe.creditNotes.list(page),
  'checkout.session': (stripe, page) => stripe.checkout.sessions.list(page),
};

/** What Stripe tells only of one customer at a time, complete. */
export async function listOfCustomer(
  stripe: Stripe,
  customer: string,
): Promise<Stripe.Response<Stripe.ApiList<Stripe.PaymentMethod>>> {
  return stripe.customers.listPaymentMethods(customer, { limit: 100 });
}

/** Subscriptions with their discounts spelled out: Stripe has no list of discounts. */
export async function listDiscounted(
  stripe: Stripe,
  page: PageParams,
): Promise<Stripe.Response<Stripe.ApiList<Stripe.Subscription>>> {
  return stripe.subscriptions.list({ ...page, status: 'all', expand: ['data.discounts'] });
}
