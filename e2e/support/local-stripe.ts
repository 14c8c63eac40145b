import Stripe from 'stripe';
import { stripeSecretKey, stripeUrl } from './environment';
import { newPerson } from './person';

const { hostname, port } = new URL(stripeUrl);

/** The local Stripe through the real SDK: what a test needs is made by itself and nobody else's. */
export const stripe = new Stripe(stripeSecretKey, { host: hostname, port, protocol: 'http' });

/** Where pages lead back to; nobody has to answer there. */
export const returnUrl = 'http://localhost:4299/account';

/** Two plans of a shop that only this test knows. */
export interface Plans {
  basic: Stripe.Price;
  pro: Stripe.Price;
}

export async function createPlans(): Promise<Plans> {
  const create = async (name: string, amount: number) =>
    stripe.prices.create({
      currency: 'usd',
      unit_amount: amount,
      product_data: { name },
      recurring: { interval: 'month' },
    });
  const [basic, pro] = await Promise.all([create('Basic', 2000), create('Pro', 4000)]);
  return { basic, pro };
}

/** A customer of this test's own, with a card that pays unless another is named. */
export async function createPayer(card = 'pm_card_visa'): Promise<Stripe.Customer> {
  const { name, email } = newPerson();
  const customer = await stripe.customers.create({ name, email });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  return stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: method.id },
  });
}

/** The secret with which a browser pays the first invoice of a subscription. */
export function secretOf(subscription: Stripe.Subscription): string {
  const { latest_invoice: invoice } = subscription;
  const secret =
    invoice !== null && typeof invoice === 'object'
      ? invoice.confirmation_secret?.client_secret
      : undefined;
  if (secret === undefined) throw new Error(`${subscription.id} has no secret to pay with.`);
  return secret;
}
