import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, idOf, typesSince } from './shop';

const { fixture, stripe, shop } = await openShop();
const payer = await createPayer(fixture);

const createQuote = (more: Partial<Stripe.QuoteCreateParams> = {}) =>
  stripe.quotes.create({
    customer: payer.id,
    line_items: [{ price: shop.pro.id, quantity: 2 }],
    ...more,
  });

describe('quotes', () => {
  it('are drafted, changed, numbered and accepted: a subscription begins', async () => {
    const mark = fixture.events.length;
    const quote = await createQuote({
      description: 'For the team',
      metadata: { deal: '7' },
      subscription_data: { metadata: { seat: '2' } },
    });
    expect(quote).toMatchObject({
      amount_subtotal: 8000,
      amount_total: 8000,
      computed: { recurring: { amount_total: 8000, interval: 'month' } },
      currency: 'usd',
      expires_at: START + 30 * DAY,
      number: null,
      status: 'draft',
    });
    const [item] = (await stripe.quotes.listLineItems(quote.id)).data;
    expect(item).toMatchObject({ amount_total: 8000, price: { id: shop.pro.id }, quantity: 2 });
    const changed = await stripe.quotes.update(quote.id, {
      header: 'Hello',
      line_items: [{ id: item?.id ?? '', quantity: 3 }, { price: shop.once.id }],
    });
    expect(changed).toMatchObject({ amount_total: 12_700, header: 'Hello' });
    const open = await stripe.quotes.finalizeQuote(quote.id);
    expect(open.number).toBe(`QT-${payer.invoice_prefix ?? ''}-0001-1`);
    expect(open).toMatchObject({ status: 'open', status_transitions: { finalized_at: START } });
    const accepted = await stripe.quotes.accept(quote.id, { expand: ['subscription', 'invoice'] });
    expect(accepted).toMatchObject({
      invoice: { amount_paid: 12_700, billing_reason: 'subscription_create' },
      status: 'accepted',
      subscription: { metadata: { seat: '2' }, status: 'active' },
    });
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => type.startsWith('quote.'))).toEqual([
      'quote.accepted',
      'quote.created',
      'quote.finalized',
    ]);
  });

  it('promise discounts and taxes, and keep the promise', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    const vat = await stripe.taxRates.create({
      display_name: 'VAT',
      inclusive: false,
      percentage: 10,
    });
    const quote = await createQuote({
      default_tax_rates: [vat.id],
      discounts: [{ coupon }],
      expand: ['discounts', 'line_items'],
    });
    expect(quote).toMatchObject({
      amount_subtotal: 8000,
      amount_total: 4400,
      discounts: [{ source: { coupon } }],
      total_details: { amount_discount: 4000, amount_tax: 400 },
    });
    expect(quote.line_items?.data).toMatchObject([{ amount_tax: 400, amount_total: 4400 }]);
    expect((await stripe.coupons.retrieve(coupon)).times_redeemed).toBe(0);
    await stripe.quotes.finalizeQuote(quote.id);
    const { invoice } = await stripe.quotes.accept(quote.id, { expand: ['invoice'] });
    expect(invoice).toMatchObject({ amount_paid: 4400 });
    expect((await stripe.coupons.retrieve(coupon)).times_redeemed).toBe(1);
  });

  it('of things sold once become a draft invoice', async () => {
    const quote = await createQuote({
      collection_method: 'send_invoice',
      invoice_settings: { days_until_due: 14, footer: 'Thank you' },
      line_items: [{ price: shop.once.id, quantity: 4 }],
    });
    expect(quote.computed.recurring).toBeNull();
    await stripe.quotes.finalizeQuote(quote.id);
    const accepted = await stripe.quotes.accept(quote.id);
    expect(accepted.subscription).toBeNull();
    expect(await stripe.invoices.retrieve(idOf(accepted.invoice as string))).toMatchObject({
      collection_method: 'send_invoice',
      due_date: START + 14 * DAY,
      footer: 'Thank you',
      parent: { quote_details: { quote: quote.id } },
      status: 'draft',
      total: 2800,
    });
  });

  it('tell a trial from what is due at once', async () => {
    const quote = await createQuote({
      line_items: [{ price: shop.pro.id }, { price: shop.once.id }],
      subscription_data: { trial_period_days: 7 },
    });
    expect(quote).toMatchObject({
      amount_total: 700,
      computed: { recurring: { amount_total: 4000 }, upfront: { amount_total: 700 } },
    });
    const upfront = await stripe.quotes.listComputedUpfrontLineItems(quote.id);
    expect(upfront.data.map(({ price }) => price?.id)).toEqual([shop.once.id]);
  });

  it('are canceled by hand, or when nobody accepts them in time', async () => {
    const [one, two] = [await createQuote(), await createQuote({ expires_at: START + DAY })];
    await fixture.control('settle');
    const mark = fixture.events.length;
    expect((await stripe.quotes.cancel(one.id)).status).toBe('canceled');
    await fixture.control('advance', { seconds: DAY });
    expect((await stripe.quotes.retrieve(two.id)).status).toBe('canceled');
    const types = await typesSince(fixture, mark);
    expect(types.filter((type) => type === 'quote.canceled')).toHaveLength(2);
    const canceled = await stripe.quotes.list({ customer: payer.id, status: 'canceled' });
    expect(canceled.data.map(({ id }) => id)).toEqual([two.id, one.id]);
  });

  it('refuse what does not fit their status', async () => {
    const quote = await createQuote();
    await expect(stripe.quotes.accept(quote.id)).rejects.toThrow('must be `open`');
    await stripe.quotes.finalizeQuote(quote.id);
    await expect(stripe.quotes.update(quote.id, { header: 'x' })).rejects.toThrow('be `draft`');
    await expect(stripe.quotes.finalizeQuote(quote.id)).rejects.toMatchObject({ statusCode: 400 });
    await stripe.quotes.cancel(quote.id);
    await expect(stripe.quotes.cancel(quote.id)).rejects.toMatchObject({ statusCode: 400 });
    const blank = await stripe.quotes.create();
    await expect(stripe.quotes.finalizeQuote(blank.id)).rejects.toMatchObject({
      param: 'customer',
    });
  });

  it('leave everything as it was when the payment cannot be made', async () => {
    const { id: customer } = await stripe.customers.create();
    const quote = await createQuote({ customer });
    await stripe.quotes.finalizeQuote(quote.id);
    await expect(stripe.quotes.accept(quote.id)).rejects.toMatchObject({ statusCode: 400 });
    expect((await stripe.quotes.retrieve(quote.id)).status).toBe('open');
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  });

  it.each([
    [{ customer: 'cus_none' }, 'customer', 'resource_missing'],
    [{ line_items: [{ price: 'price_none' }] }, 'line_items[0][price]', 'resource_missing'],
    [{ line_items: [{ quantity: 1 }] }, 'line_items[0][price]', 'parameter_missing'],
    [{ expires_at: START }, 'expires_at', undefined],
    [{ default_tax_rates: ['txr_none'] }, 'default_tax_rates[0]', 'resource_missing'],
    [{ discounts: [{ coupon: 'none' }] }, 'discounts[0][coupon]', 'resource_missing'],
    [{ colour: 'blue' }, 'colour', 'parameter_unknown'],
  ])('are refused with %j', async (wrong, param, code) => {
    const attempt = createQuote(wrong as Stripe.QuoteCreateParams);
    await expect(attempt).rejects.toMatchObject({ param, statusCode: 400 });
    if (code !== undefined) await expect(attempt).rejects.toMatchObject({ code });
  });

  it('say loudly what they cannot do here', async () => {
    await expect(
      createQuote({ subscription_data: { effective_date: START + 5 * DAY } }),
    ).rejects.toMatchObject({ statusCode: 501 });
    await expect(createQuote({ on_behalf_of: 'acct_1' })).rejects.toMatchObject({
      statusCode: 501,
    });
  });

  it('keep to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
