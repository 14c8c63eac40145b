import 'server-only';
import type Stripe from 'stripe';
import type { MirroredObject, MirroredType } from '@/lib/stripe/rows/rows';
import { toId } from '@/lib/stripe/rows/row';

/** What the SDK returns beside an object. */
export type LastResponse = Stripe.Response<object>['lastResponse'];

/** An answer about one object; `data` is null where Stripe no longer has it. */
interface Answer {
  data: MirroredObject | null;
  lastResponse: LastResponse;
}

type Deleted = Stripe.DeletedCustomer | Stripe.DeletedProduct | Stripe.DeletedCoupon;

/**
 * @param known the object as it was last seen, which may be all that says where to look for it
 */
type Retriever = (stripe: Stripe, id: string, known: MirroredObject | null) => Promise<Answer>;

function isDeleted(reply: MirroredObject | Deleted): reply is Deleted {
  return 'deleted' in reply;
}

function by(
  retrieve: (stripe: Stripe, id: string) => Promise<Stripe.Response<MirroredObject | Deleted>>,
): Retriever {
  return async (stripe, id) => {
    const reply = await retrieve(stripe, id);
    return { data: isDeleted(reply) ? null : reply, lastResponse: reply.lastResponse };
  };
}

/** How each type is asked for. */
export const retrievers: Record<MirroredType, Retriever> = {
  charge: by((stripe, id) => stripe.charges.retrieve(id)),
  'checkout.session': by((stripe, id) => stripe.checkout.sessions.retrieve(id)),
  coupon: by((stripe, id) => stripe.coupons.retrieve(id)),
  credit_note: by((stripe, id) => stripe.creditNotes.retrieve(id)),
  customer: by((stripe, id) => stripe.customers.retrieve(id)),
  discount: retrieveDiscount,
  'entitlements.active_entitlement_summary': retrieveEntitlements,
  invoice: by((stripe, id) => stripe.invoices.retrieve(id)),
  invoice_payment: by((stripe, id) => stripe.invoicePayments.retrieve(id)),
  payment_intent: by((stripe, id) => stripe.paymentIntents.retrieve(id)),
  payment_method: by((stripe, id) => stripe.paymentMethods.retrieve(id)),
  price: by((stripe, id) => stripe.prices.retrieve(id)),
  product: by((stripe, id) => stripe.products.retrieve(id)),
  promotion_code: by((stripe, id) => stripe.promotionCodes.retrieve(id)),
  refund: by((stripe, id) => stripe.refunds.retrieve(id)),
  subscription: by((stripe, id) => stripe.subscriptions.retrieve(id)),
};

/** Stripe has no route for a discount: whoever has it is asked. */
async function retrieveDiscount(
  stripe: Stripe,
  id: string,
  known: MirroredObject | null,
): Promise<Answer> {
  if (known?.object !== 'discount') {
    throw new Error(`Nothing says whose discount ${id} is.`);
  }
  const isIt = (one: unknown): one is Stripe.Discount =>
    typeof one === 'object' && one !== null && 'id' in one && one.id === id;
  if (known.subscription !== null) {
    const owner = await stripe.subscriptions.retrieve(known.subscription, {
      expand: ['discounts'],
    });
    return { data: owner.discounts.find(isIt) ?? null, lastResponse: owner.lastResponse };
  }
  const customer = toId(known.customer);
  if (customer === null) throw new Error(`Discount ${id} belongs to nobody that can be asked.`);
  const owner = await stripe.customers.retrieve(customer);
  const discount = isDeleted(owner) ? null : owner.discount;
  return { data: isIt(discount) ? discount : null, lastResponse: owner.lastResponse };
}

/** Stripe lists a customer's entitlements; the summary that its events carry is put together here. */
async function retrieveEntitlements(stripe: Stripe, customer: string): Promise<Answer> {
  const { lastResponse, ...entitlements } = await stripe.entitlements.activeEntitlements.list({
    customer,
    limit: 100,
  });
  return {
    data: {
      object: 'entitlements.active_entitlement_summary',
      customer,
      // An empty list says nothing about the mode; no row has a column for it then.
      livemode: entitlements.data[0]?.livemode ?? false,
      // As in the events: only then do an event and an answer about the same thing look the same.
      entitlements: { ...entitlements, url: `/v1/customer/${customer}/entitlements` },
    },
    lastResponse,
  };
}

type PageOf<Item> = Promise<Stripe.Response<Stripe.ApiList<Item>>>;

/** How the rest of a list inside an object is asked for; null where there is no such list. */
export function restOf(
  stripe: Stripe,
  object: MirroredObject,
): {
  list: Stripe.ApiList<{ id: string }>;
  next: (after: string) => PageOf<{ id: string }>;
} | null {
  const from = (after: string) => ({ limit: 100, starting_after: after });
  switch (object.object) {
    case 'subscription':
      return {
        list: object.items,
        next: (after) => stripe.subscriptionItems.list({ subscription: object.id, ...from(after) }),
      };
    case 'invoice':
      return {
        list: object.lines,
        next: (after) => stripe.invoices.listLineItems(object.id, from(after)),
      };
    case 'entitlements.active_entitlement_summary':
      return {
        list: object.entitlements,
        next: (after) =>
          stripe.entitlements.activeEntitlements.list({
            customer: object.customer,
            ...from(after),
          }),
      };
    default:
      return null;
  }
}
