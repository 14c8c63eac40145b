import { z } from 'zod';
import { segment, toProblem } from '../client';
import { couponSchema, listSchema, type Coupon, type Subscription } from '../schema';
import { listOffers, type Offer, type PortalContext } from './context';

/** What a subscriber is about to change: price, number, or what is taken off. */
export interface PlanChange {
  offer: Offer;
  quantity: number;
  /** As the API takes it; null leaves the discounts as they are. */
  discount: { coupon: string } | { promotion_code: string } | null;
  /** The promotion code as it was entered; empty without one. */
  code: string;
}

/** What was chosen, as it was typed; a text left out is empty. */
interface Chosen {
  price: string;
  quantity: string;
  code: string;
}

type Reading =
  | { kind: 'change'; change: PlanChange }
  | { kind: 'unknown'; message: string }
  /** All is well but the code. */
  | { kind: 'code'; change: PlanChange; message: string };

/** What is subscribed to, as an offer: also when the configuration no longer offers it. */
export function currentOffer(subscription: Subscription, offers: readonly Offer[]): Offer | null {
  const price = subscription.items.data[0]?.price;
  if (price === undefined) return null;
  const offered = offers.find((offer) => offer.price.id === price.id);
  if (offered) return offered;
  if (typeof price.product === 'string') return null;
  return { product: price.product, price, adjustable: null };
}

/**
 * Reads what a subscriber chose. Only what the configuration offers counts: a price or a number
 * typed into the address changes nothing.
 */
export async function readChange(
  context: PortalContext,
  subscription: Subscription,
  chosen: Chosen,
): Promise<Reading> {
  const { default_allowed_updates: allowed } = context.configuration.features.subscription_update;
  const offers = await listOffers(context);
  const current = currentOffer(subscription, offers);
  const isOther = chosen.price !== '' && chosen.price !== current?.price.id;
  const mayChoose = allowed.includes('price');
  const offer = isOther
    ? mayChoose && offers.find(({ price }) => price.id === chosen.price)
    : current;
  if (!offer) return { kind: 'unknown', message: 'Choose the plan to change to.' };
  const before = subscription.items.data[0]?.quantity ?? 1;
  const quantity = readQuantity(offer, chosen.quantity, before);
  if (typeof quantity === 'string') return { kind: 'unknown', message: quantity };
  if (offer.price.id === current?.price.id && quantity === before) {
    return { kind: 'unknown', message: 'Choose something other than what you have.' };
  }
  const change: PlanChange = { offer, quantity, discount: null, code: '' };
  if (!allowed.includes('promotion_code') || chosen.code === '') return { kind: 'change', change };
  const id = await findCode(context, chosen.code);
  if (id === null) return { kind: 'code', change, message: 'This code is not valid.' };
  return {
    kind: 'change',
    change: { ...change, discount: { promotion_code: id }, code: chosen.code },
  };
}

/** The number chosen of an offer, or a sentence on what is wrong with it. */
function readQuantity({ adjustable }: Offer, typed: string, before: number): number | string {
  if (adjustable === null || typed === '') return before;
  const quantity = Number(typed);
  const { minimum, maximum } = adjustable;
  const isWhole = /^\d{1,6}$/.test(typed);
  if (isWhole && quantity >= minimum && quantity <= (maximum ?? Infinity)) return quantity;
  return maximum === null
    ? `Choose a quantity of at least ${minimum}.`
    : `Choose a quantity from ${minimum} to ${maximum}.`;
}

const idSchema = z.looseObject({ id: z.string() });

async function findCode({ client }: PortalContext, code: string): Promise<string | null> {
  const params = { code, active: true, limit: 1 };
  const { data } = await client.get('/v1/promotion_codes', listSchema(idSchema), params);
  return data[0]?.id ?? null;
}

/** The change that a session was made to confirm; null when it was made for something else. */
export async function changeOfFlow(
  context: PortalContext,
  subscription: Subscription,
): Promise<PlanChange | null> {
  const confirm = context.session.flow?.subscription_update_confirm;
  if (confirm?.subscription !== subscription.id) return null;
  const [item] = confirm.items;
  const offers = await listOffers(context);
  const offer =
    offers.find(({ price }) => price.id === item?.price) ?? currentOffer(subscription, offers);
  if (offer === null) return null;
  const [discount] = confirm.discounts ?? [];
  return {
    offer,
    quantity: item?.quantity ?? subscription.items.data[0]?.quantity ?? 1,
    discount: discount ? sourceOf(discount) : null,
    code: '',
  };
}

function sourceOf(discount: {
  coupon: string | null;
  promotion_code: string | null;
}): PlanChange['discount'] {
  if (discount.promotion_code !== null) return { promotion_code: discount.promotion_code };
  return discount.coupon === null ? null : { coupon: discount.coupon };
}

/** The coupon that a session's flow offers to somebody who is about to leave; null without one. */
export async function retentionOffer(
  { client, session }: PortalContext,
  subscription: Subscription,
): Promise<(Coupon & { id: string }) | null> {
  const cancel = session.flow?.subscription_cancel;
  const coupon = cancel?.retention?.coupon_offer?.coupon;
  if (coupon === undefined || cancel?.subscription !== subscription.id) return null;
  try {
    const found = await client.get(`/v1/coupons/${segment(coupon)}`, couponSchema);
    return { ...found, id: coupon };
  } catch (error) {
    if (toProblem(error).status === 404) return null;
    throw error;
  }
}
