import type Stripe from 'stripe';
import type { Fixture } from './fixture';

/** A small catalog to sell from. */
export interface Shop {
  basic: Stripe.Price;
  pro: Stripe.Price;
  proYearly: Stripe.Price;
  once: Stripe.Price;
}

export async function createShop({ stripe }: Fixture): Promise<Shop> {
  const price = async (name: string, amount: number, interval?: 'month' | 'year') =>
    stripe.prices.create({
      currency: 'usd',
      product_data: { name },
      unit_amount: amount,
      ...(interval && { recurring: { interval } }),
    });
  return {
    basic: await price('Basic', 2000, 'month'),
    pro: await price('Pro', 4000, 'month'),
    proYearly: await price('Pro yearly', 40_000, 'year'),
    once: await price('Sticker', 700),
  };
}

/** A customer with a card that pays, or with another test card. */
export async function createPayer(
  { stripe }: Fixture,
  card = 'pm_card_visa',
): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada' });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  return stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: method.id },
  });
}

export async function subscribe(
  { stripe }: Fixture,
  customer: string,
  price: Stripe.Price,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> {
  return stripe.subscriptions.create({ customer, items: [{ price: price.id }], ...more });
}

export async function checkout(
  fixture: Fixture,
  params: Stripe.Checkout.SessionCreateParams,
  card: Record<string, string> = {},
): Promise<{ session: Stripe.Checkout.Session; outcome: Record<string, unknown> }> {
  const session = await fixture.stripe.checkout.sessions.create({
    success_url: 'http://localhost:3000/done?session={CHECKOUT_SESSION_ID}',
    ...params,
  });
  const outcome = await fixture.control('confirm-checkout', { session: session.id, ...card });
  return { session: await fixture.stripe.checkout.sessions.retrieve(session.id), outcome };
}

/** Types of the events since a mark, sorted: the order of deliveries is never promised. */
export async function typesSince(fixture: Fixture, mark: number): Promise<string[]> {
  await fixture.control('settle');
  return fixture.events
    .slice(mark)
    .map(({ type }) => type)
    .sort();
}

/** The id of something that a response may hold expanded. */
export function idOf(value: string | { id: string } | null | undefined): string {
  return typeof value === 'string' ? value : (value?.id ?? '');
}
