import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixture, type Fixture } from './fixture';
import { SdkTypes } from './sdk-types';
import { checkout, createPayer, createShop, idOf, subscribe, type Shop } from './shop';

let fixture: Fixture;
let stripe: Stripe;
let shop: Shop;

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  shop = await createShop(fixture);
});

afterAll(async () => {
  await fixture.close();
});

const COMPLETE = {
  enabled: true,
  liability: { type: 'self' },
  provider: 'stripe',
  status: 'complete',
};
const ON = { automatic_tax: { enabled: true } };

/** A customer in a place. */
async function createLocated(): Promise<Stripe.Customer> {
  const { id } = await createPayer(fixture);
  return stripe.customers.update(id, { address: { country: 'DE', postal_code: '10115' } });
}

describe('automatic tax', () => {
  it('of a checkout is complete once it is known where the customer is, and comes to nothing', async () => {
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: 'subscription',
      line_items: [{ price: shop.basic.id, quantity: 1 }],
      ...ON,
    };
    const { session } = await checkout(fixture, params);
    expect(session).toMatchObject({ automatic_tax: COMPLETE, amount_total: 2000 });
    const found = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(found.automatic_tax).toMatchObject({ enabled: true, liability: { type: 'self' } });
    const invoice = await stripe.invoices.retrieve(idOf(session.invoice));
    expect(invoice).toMatchObject({ automatic_tax: COMPLETE, total: 2000, total_taxes: [] });
    const open = await stripe.checkout.sessions.create({
      ...params,
      success_url: 'http://localhost:3000/ok',
    });
    expect(open.automatic_tax.status).toBe('requires_location_inputs');
  });

  it('of a checkout needs a place, or leave to keep the one that is typed', async () => {
    const customer = await createPayer(fixture);
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      customer: customer.id,
      invoice_creation: { enabled: true },
      line_items: [{ price: shop.once.id, quantity: 1 }],
      success_url: 'http://localhost:3000/ok',
      ...ON,
    };
    await expect(stripe.checkout.sessions.create(params)).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    const { session } = await checkout(fixture, {
      ...params,
      customer_update: { address: 'auto' },
    });
    const invoice = await stripe.invoices.retrieve(idOf(session.invoice));
    expect(invoice.automatic_tax).toMatchObject(COMPLETE);
  });

  it('of a subscription is switched on and off, and shown on its invoices', async () => {
    const nowhere = await createPayer(fixture);
    await expect(subscribe(fixture, nowhere.id, shop.basic, ON)).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    const customer = await createLocated();
    const { id, latest_invoice: first } = await subscribe(fixture, customer.id, shop.basic, ON);
    expect((await stripe.invoices.retrieve(idOf(first))).automatic_tax).toMatchObject(COMPLETE);
    const off = await stripe.subscriptions.update(id, { automatic_tax: { enabled: false } });
    expect(off.automatic_tax).toMatchObject({ enabled: false, liability: null });
    const on = await stripe.subscriptions.update(id, ON);
    expect(on.automatic_tax.enabled).toBe(true);
  });

  it('of an invoice made by hand is complete when its customer is somewhere', async () => {
    const nowhere = await createPayer(fixture);
    await expect(stripe.invoices.create({ customer: nowhere.id, ...ON })).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    const customer = await createLocated();
    const invoice = await stripe.invoices.create({ customer: customer.id, ...ON });
    expect(invoice.automatic_tax).toMatchObject(COMPLETE);
    const off = await stripe.invoices.update(invoice.id, { automatic_tax: { enabled: false } });
    expect(off.automatic_tax).toMatchObject({ enabled: false, status: null });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
