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
  more: Stripe.CustomerCreateParams = {},
): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({
    email: 'ada@example.com',
    name: 'Ada',
    ...more,
  });
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

/** What an invoice announces from its finalization to its payment by card. */
export const PAID = [
  'charge.succeeded',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
  'payment_intent.created',
  'payment_intent.succeeded',
];

/** Where the events stand, once all that was announced has arrived. */
export async function markOf(fixture: Fixture): Promise<number> {
  await fixture.control('settle');
  return fixture.events.length;
}

/** Types of the events since a mark, sorted: the order of deliveries is never promised. */
export async function typesSince(fixture: Fixture, mark: number): Promise<string[]> {
  await fixture.control('settle');
  return fixture.events
    .slice(mark)
    .map(({ type }) => type)
    .sort();
}

/** @throws Error when there is no invoice yet */
export async function latestInvoice(
  { stripe }: Fixture,
  of: { customer: string } | { subscription: string },
): Promise<Stripe.Invoice> {
  const [invoice] = (await stripe.invoices.list({ ...of, limit: 1 })).data;
  if (!invoice) throw new Error(`There is no invoice of ${JSON.stringify(of)}.`);
  return invoice;
}

/** The end of the running period, Unix seconds. */
export function endOf({ items }: Stripe.Subscription): number {
  return items.data[0]?.current_period_end ?? 0;
}

/** The day of a time in Unix seconds, `2026-02-28`. */
export function dayOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}

/** The id of something that a response may hold expanded. */
export function idOf(value: string | { id: string } | null | undefined): string {
  return typeof value === 'string' ? value : (value?.id ?? '');
}
