import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { checkout, createPayer, idOf, subscribe } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let product: string;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  product = (await stripe.products.create({ name: 'Seats', unit_label: 'seat' })).id;
});

afterAll(async () => {
  await fixture.close();
});

const MONTHLY = { interval: 'month' } as const;

async function graduated(): Promise<Stripe.Price> {
  return stripe.prices.create({
    billing_scheme: 'tiered',
    currency: 'usd',
    currency_options: {
      eur: {
        tiers: [
          { unit_amount: 500, up_to: 2 },
          { unit_amount: 400, up_to: 'inf' },
        ],
      },
    },
    product,
    recurring: MONTHLY,
    tiers: [
      { flat_amount: 1000, unit_amount: 600, up_to: 2 },
      { unit_amount_decimal: Stripe.Decimal.from('450.5'), up_to: 'inf' },
    ],
    tiers_mode: 'graduated',
  });
}

async function linesOf(invoice: string): Promise<[string | null, number][]> {
  const { data } = await stripe.invoices.listLineItems(invoice);
  return data.map(({ description, amount }) => [description, amount]);
}

describe('what is sold by tiers', () => {
  it('is billed in one line for each tier and fee, and prorated as a whole', async () => {
    const price = await graduated();
    const customer = await createPayer(fixture);
    const {
      id,
      items,
      latest_invoice: first,
    } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id, quantity: 5 }],
    });
    expect(await linesOf(idOf(first))).toEqual([
      ['2 seat × Seats (Tier 1 at $6.00 / month)', 1200],
      ['Seats (Tier 1 at $10.00 / month)', 1000],
      ['3 seat × Seats (Tier 2 at $4.505 / month)', 1352],
    ]);
    expect((await stripe.invoices.retrieve(idOf(first))).total).toBe(3552);
    const preview = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { items: [{ id: items.data[0]?.id ?? '', quantity: 1 }] },
    });
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-3552, 1600, 600, 1000]);
    expect(preview.total).toBe(-352);
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', quantity: 1 }],
      proration_behavior: 'always_invoice',
    });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -1952 });
  });

  it('is charged in the currency asked for, at the checkout and ever after', async () => {
    const price = await graduated();
    const { session } = await checkout(
      fixture,
      {
        currency: 'eur',
        customer_email: 'ada@example.com',
        line_items: [{ price: price.id, quantity: 3 }],
        mode: 'subscription',
      },
      { email: 'ada@example.com' },
    );
    expect(session).toMatchObject({ amount_total: 1400, currency: 'eur', status: 'complete' });
    const { data } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(data).toMatchObject([{ amount_total: 1400, currency: 'eur', quantity: 3 }]);
    const subscription = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(subscription.currency).toBe('eur');
    await fixture.control('advance', { seconds: 32 * DAY });
    const [renewal] = (await stripe.invoices.list({ subscription: subscription.id })).data;
    expect(renewal).toMatchObject({
      billing_reason: 'subscription_cycle',
      currency: 'eur',
      total: 1400,
    });
  });

  it('is refused in a currency that it has no amount in', async () => {
    const price = await graduated();
    const customer = await createPayer(fixture);
    await expect(subscribe(fixture, customer.id, price, { currency: 'gbp' })).rejects.toThrow(
      "The price specified only supports `usd`, `eur`. This doesn't match the expected currency: `gbp`.",
    );
  });

  it('is put on an invoice in the currency of the invoice, but for what a customer chooses', async () => {
    const once = await stripe.prices.create({
      currency: 'usd',
      currency_options: { eur: { unit_amount: 900 } },
      product,
      unit_amount: 1000,
    });
    const { id: customer } = await createPayer(fixture);
    const item = { currency: 'eur', customer, quantity: 2 };
    const added = await stripe.invoiceItems.create({ ...item, pricing: { price: once.id } });
    expect(added).toMatchObject({ amount: 1800, currency: 'eur' });
    expect(String(added.pricing?.unit_amount_decimal)).toBe('900');
    expect(await stripe.invoiceItems.update(added.id, { quantity: 3 })).toMatchObject({
      amount: 2700,
    });
    const chosen = await stripe.prices.create({
      currency: 'eur',
      custom_unit_amount: { enabled: true },
      product,
    });
    await expect(
      stripe.invoiceItems.create({ ...item, pricing: { price: chosen.id } }),
    ).rejects.toMatchObject({ statusCode: 501 });
  });

  it('is counted in whole packages', async () => {
    const price = await stripe.prices.create({
      currency: 'usd',
      product,
      recurring: MONTHLY,
      transform_quantity: { divide_by: 5, round: 'up' },
      unit_amount: 1000,
    });
    const customer = await createPayer(fixture);
    const { latest_invoice: invoice } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id, quantity: 6 }],
    });
    expect(await linesOf(idOf(invoice))).toEqual([
      ['6 seat × Seats (at $10.00 per 5 units / month)', 2000],
    ]);
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
