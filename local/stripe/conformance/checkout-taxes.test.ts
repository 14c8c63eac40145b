import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { checkout, createPayer, idOf } from './shop';

const { fixture, stripe, shop } = await openShop();
const vat = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 10 });
const held = await stripe.taxRates.create({ display_name: 'GST', inclusive: true, percentage: 25 });
const success_url = 'http://localhost:3000/done';

describe('taxes at the checkout', () => {
  it('are in the total of a payment, after its discount', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50 });
    const { session } = await checkout(
      fixture,
      {
        discounts: [{ coupon }],
        expand: ['line_items'],
        line_items: [{ price: shop.once.id, quantity: 2, tax_rates: [vat.id] }],
        mode: 'payment',
      },
      { email: 'ada@example.com' },
    );
    expect(session).toMatchObject({
      amount_subtotal: 1400,
      amount_total: 770,
      payment_status: 'paid',
      total_details: { amount_discount: 700, amount_tax: 70 },
    });
    const intent = await stripe.paymentIntents.retrieve(idOf(session.payment_intent));
    expect(intent.amount_received).toBe(770);
    const { data } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(data).toMatchObject([{ amount_tax: 70, amount_total: 770 }]);
  });

  it('are on the subscription that begins, and on its invoice', async () => {
    const { id: customer } = await createPayer(fixture);
    const { session } = await checkout(fixture, {
      customer,
      line_items: [
        { price: shop.pro.id, quantity: 1 },
        { price: shop.basic.id, quantity: 1, tax_rates: [held.id] },
      ],
      mode: 'subscription',
      subscription_data: { default_tax_rates: [vat.id] },
    });
    expect(session).toMatchObject({ amount_total: 6400, total_details: { amount_tax: 800 } });
    const subscription = await stripe.subscriptions.retrieve(idOf(session.subscription));
    expect(subscription.default_tax_rates).toMatchObject([{ id: vat.id }]);
    expect(subscription.items.data.map(({ tax_rates: rates }) => rates?.[0]?.id)).toEqual([
      undefined,
      held.id,
    ]);
    expect(await stripe.invoices.retrieve(idOf(session.invoice))).toMatchObject({
      amount_paid: 6400,
      total_excluding_tax: 5600,
    });
  });

  it('refuse an unknown rate, naming it', async () => {
    await expect(
      stripe.checkout.sessions.create({
        line_items: [{ price: shop.once.id, quantity: 1, tax_rates: ['txr_none'] }],
        mode: 'payment',
        success_url,
      }),
    ).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'line_items[0][tax_rates][0]',
      statusCode: 400,
    });
  });
});

describe('taxes of invoices made by hand', () => {
  it('are those of each item, or else those of the invoice', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id: invoice } = await stripe.invoices.create({
      customer,
      default_tax_rates: [vat.id],
    });
    const item = { currency: 'usd', customer, invoice };
    await stripe.invoiceItems.create({ ...item, amount: 1000, description: 'Advice' });
    await stripe.invoiceItems.create({
      ...item,
      amount: 1000,
      description: 'Book',
      tax_rates: [held.id],
    });
    const whole = await stripe.invoices.retrieve(invoice);
    expect(whole).toMatchObject({ subtotal: 2000, total: 2100, total_excluding_tax: 1800 });
    const amounts = whole.total_taxes?.map(({ amount }) => amount) ?? [];
    expect(amounts.sort((a, b) => a - b)).toEqual([100, 200]);
    const untaxed = await stripe.invoices.update(invoice, { default_tax_rates: '' });
    expect(untaxed).toMatchObject({ total: 2000, total_excluding_tax: 1800 });
  });

  it('keep to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
