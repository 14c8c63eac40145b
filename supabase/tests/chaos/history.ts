import type Stripe from 'stripe';
import type { Random } from './random';

/** What can be sold. */
export interface Catalog {
  prices: string[];
  coupons: string[];
}

/** One subscriber, and what he has now. */
export interface Subscriber {
  customer: string;
  subscription: string | null;
}

type Change = (stripe: Stripe, who: Subscriber, catalog: Catalog, random: Random) => Promise<void>;

export async function createCatalog(stripe: Stripe): Promise<Catalog> {
  const prices: string[] = [];
  for (const [index, unit_amount] of [1000, 2000, 4000, 9900].entries()) {
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount,
      recurring: { interval: index === 3 ? 'year' : 'month' },
      product_data: { name: `Plan ${index}` },
    });
    prices.push(price.id);
  }
  const half = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
  const tenth = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  return { prices, coupons: [half.id, tenth.id] };
}

/** Half of them pay at once, the others try it out without a card. */
export async function createSubscriber(
  stripe: Stripe,
  { prices }: Catalog,
  random: Random,
  index: number,
): Promise<Subscriber> {
  const { id: customer } = await stripe.customers.create({ email: `person-${index}@example.com` });
  const pays = random.chance(0.5);
  if (pays) {
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: method.id },
    });
  }
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: random.pick(prices.slice(0, 3)) }],
    ...(!pays && { trial_period_days: 60 }),
  });
  return { customer, subscription: subscription.id };
}

const SUBSCRIPTION_CHANGES: readonly Change[] = [
  async (stripe, who, _catalog, random) => {
    await update(stripe, who, { metadata: { note: String(random.below(1000)) } });
  },
  async (stripe, who, _catalog, random) => {
    const [item] = await itemsOf(stripe, who);
    if (item === undefined) return;
    const quantity = 1 + random.below(9);
    await update(stripe, who, { items: [{ id: item.id, quantity }], proration_behavior: 'none' });
  },
  async (stripe, who, { prices }, random) => {
    const items = await itemsOf(stripe, who);
    const [item] = items;
    const sold = new Set(items.map(({ price }) => price.id));
    const free = prices.slice(0, 3).filter((price) => !sold.has(price));
    if (item === undefined || free.length === 0) return;
    const behavior = random.pick(['none', 'create_prorations', 'always_invoice'] as const);
    const price = random.pick(free);
    await update(stripe, who, { items: [{ id: item.id, price }], proration_behavior: behavior });
  },
  async (stripe, who, { prices }) => {
    const items = await itemsOf(stripe, who);
    const sold = new Set(items.map(({ price }) => price.id));
    const added = prices.slice(0, 3).find((price) => !sold.has(price));
    const [first, second] = items;
    const change =
      second !== undefined
        ? { id: second.id, deleted: true }
        : added !== undefined && first !== undefined
          ? { price: added }
          : null;
    if (change === null) return;
    await update(stripe, who, { items: [change], proration_behavior: 'none' });
  },
  async (stripe, who, _catalog, random) => {
    await update(stripe, who, { cancel_at_period_end: random.chance(0.5) });
  },
  async (stripe, who, _catalog, random) => {
    const pause = random.chance(0.5) ? ({ behavior: 'void' } as const) : ('' as const);
    await update(stripe, who, { pause_collection: pause });
  },
  async (stripe, who, { coupons }, random) => {
    const discounts = random.chance(0.6) ? [{ coupon: random.pick(coupons) }] : ('' as const);
    await update(stripe, who, { discounts });
  },
];

const CUSTOMER_CHANGES: readonly Change[] = [
  async (stripe, { customer }, _catalog, random) => {
    await stripe.customers.update(customer, { name: `Name ${random.below(1000)}` });
  },
  async (stripe, { customer }, _catalog, random) => {
    const methods = await stripe.paymentMethods.list({ customer });
    const [oldest] = methods.data.toReversed();
    if (methods.data.length > 1 && oldest && random.chance(0.5)) {
      await stripe.paymentMethods.detach(oldest.id);
    } else {
      await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    }
  },
  async (stripe, { customer }) => {
    const [charge] = (await stripe.charges.list({ customer, limit: 1 })).data;
    const left = charge?.paid ? charge.amount_captured - charge.amount_refunded : 0;
    if (charge && left > 0) {
      await stripe.refunds.create({ charge: charge.id, amount: Math.ceil(left / 3) });
    }
  },
];

/** Something that happens to one subscriber, chosen at random among what can. */
export const changeSomething: Change = async (stripe, who, catalog, random) => {
  if (who.subscription === null || random.chance(0.2)) {
    await random.pick(CUSTOMER_CHANGES)(stripe, who, catalog, random);
    return;
  }
  if (random.chance(0.03)) {
    await stripe.subscriptions.cancel(who.subscription);
    who.subscription = null;
    return;
  }
  await random.pick(SUBSCRIPTION_CHANGES)(stripe, who, catalog, random);
};

async function itemsOf(stripe: Stripe, who: Subscriber): Promise<Stripe.SubscriptionItem[]> {
  if (who.subscription === null) return [];
  return (await stripe.subscriptions.retrieve(who.subscription)).items.data;
}

async function update(
  stripe: Stripe,
  who: Subscriber,
  params: Stripe.SubscriptionUpdateParams,
): Promise<void> {
  if (who.subscription !== null) await stripe.subscriptions.update(who.subscription, params);
}
