import type Stripe from 'stripe';
import type { Try } from '../scenario';

/** A monthly price of a product of its own. */
export async function createPrice({ stripe, unique }: Try, amount: number, yearly = false) {
  return stripe.prices.create({
    currency: 'usd',
    product_data: { name: unique('Plan') },
    recurring: { interval: yearly ? 'year' : 'month' },
    unit_amount: amount,
    metadata: { suite: 'cue' },
  });
}

/** A customer with a card that is charged from now on. */
export async function createPayer(
  { stripe, unique }: Try,
  card = 'pm_card_visa',
  more: Stripe.CustomerCreateParams = {},
) {
  const { id: customer } = await stripe.customers.create({
    email: `${unique('payer')}@example.com`,
    metadata: { suite: 'cue' },
    ...more,
  });
  const method = await stripe.paymentMethods.attach(card, { customer });
  return stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: method.id },
  });
}

export function idOf(value: string | { id: string } | null | undefined): string {
  return typeof value === 'string' ? value : (value?.id ?? '');
}
