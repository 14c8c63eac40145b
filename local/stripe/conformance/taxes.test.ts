import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY } from './fixture';
import { openShop } from './open-shop';
import { createPayer, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

const taxRate = (percentage: number, inclusive = false) =>
  stripe.taxRates.create({ display_name: 'VAT', inclusive, percentage });

async function lastInvoice(subscription: string): Promise<Stripe.Invoice> {
  const [invoice] = (await stripe.invoices.list({ subscription, limit: 1 })).data;
  if (!invoice) throw new Error(`${subscription} has no invoice.`);
  return invoice;
}

describe('tax rates', () => {
  it('are created, read, changed and listed, and announced', async () => {
    const mark = fixture.events.length;
    const rate = await stripe.taxRates.create({
      country: 'DE',
      description: 'VAT Germany',
      display_name: 'VAT',
      inclusive: false,
      jurisdiction: 'DE',
      metadata: { of: 'books' },
      percentage: 19,
      tax_type: 'vat',
    });
    expect(rate).toMatchObject({ active: true, effective_percentage: null, percentage: 19 });
    expect(rate.id).toMatch(/^txr_/);
    const changed = await stripe.taxRates.update(rate.id, { active: false, display_name: 'USt' });
    expect(changed).toMatchObject({ active: false, display_name: 'USt', percentage: 19 });
    expect(await stripe.taxRates.retrieve(rate.id)).toEqual(changed);
    const ids = async (filter: Stripe.TaxRateListParams) =>
      (await stripe.taxRates.list(filter)).data.map(({ id }) => id);
    expect(await ids({ active: false, inclusive: false })).toContain(rate.id);
    expect(await ids({ active: true })).not.toContain(rate.id);
    expect(await ids({ inclusive: true })).not.toContain(rate.id);
    expect(await typesSince(fixture, mark)).toEqual(['tax_rate.created', 'tax_rate.updated']);
  });

  it.each([
    [{ percentage: 101 }, 'percentage'],
    [{ percentage: -1 }, 'percentage'],
    [{ percentage: 7.12345 }, 'percentage'],
    [{ country: 'Germany' }, 'country'],
    [{ display_name: 'x'.repeat(51) }, 'display_name'],
  ])('are refused with %j', async (wrong, param) => {
    await expect(
      stripe.taxRates.create({ display_name: 'VAT', inclusive: true, percentage: 19, ...wrong }),
    ).rejects.toMatchObject({ statusCode: 400, param });
  });

  it('keep their percentage', async () => {
    const { id } = await taxRate(19);
    await expect(
      stripe.taxRates.update(id, { percentage: 20 } as Stripe.TaxRateUpdateParams),
    ).rejects.toMatchObject({ code: 'parameter_unknown', param: 'percentage' });
    await expect(stripe.taxRates.retrieve('txr_none')).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });
});

describe('taxes of subscriptions', () => {
  it('come on top of every invoice, prorations and previews, after the discount', async () => {
    const payer = await createPayer(fixture);
    const { id: rate } = await taxRate(7.25);
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
    const { default_tax_rates: defaults, ...subscription } = await subscribe(
      fixture,
      payer.id,
      shop.basic,
      { default_tax_rates: [rate], discounts: [{ coupon }] },
    );
    expect(defaults).toMatchObject([{ id: rate, object: 'tax_rate' }]);
    const first = await lastInvoice(subscription.id);
    expect(first).toMatchObject({
      amount_paid: 1931,
      default_tax_rates: [{ id: rate }],
      subtotal: 2000,
      subtotal_excluding_tax: 2000,
      total: 1931,
      total_excluding_tax: 1800,
    });
    const tax = {
      amount: 131,
      tax_behavior: 'exclusive',
      tax_rate_details: { tax_rate: rate },
      taxability_reason: 'not_available',
      taxable_amount: 1800,
      type: 'tax_rate_details',
    };
    expect(first.total_taxes).toEqual([tax]);
    expect(first.lines.data[0]?.taxes).toEqual([tax]);
    const id = subscription.items.data[0]?.id ?? '';
    const items = [{ id, price: shop.pro.id }];
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items },
    });
    // What is given back, what is left of the month at the new price, and the month after it.
    expect(preview.total).toBe(-1931 + 3861 + 3861);
    await stripe.subscriptions.update(subscription.id, {
      items,
      proration_behavior: 'always_invoice',
    });
    const upgrade = await lastInvoice(subscription.id);
    expect(upgrade.lines.data.map(({ taxes }) => taxes?.[0]?.amount)).toEqual([-131, 261]);
    expect(upgrade.total).toBe(1800 + 130);
  });

  it('held in the price change nothing of what is paid', async () => {
    const payer = await createPayer(fixture);
    const { id: rate } = await taxRate(20, true);
    const { id } = await subscribe(fixture, payer.id, shop.basic, { default_tax_rates: [rate] });
    expect(await lastInvoice(id)).toMatchObject({
      amount_paid: 2000,
      subtotal: 2000,
      subtotal_excluding_tax: 1667,
      total: 2000,
      total_excluding_tax: 1667,
      total_taxes: [{ amount: 333, tax_behavior: 'inclusive', taxable_amount: 1667 }],
    });
  });

  it('follow the rates of an item before those of the whole, and change with an update', async () => {
    const payer = await createPayer(fixture);
    const [five, ten] = [await taxRate(5), await taxRate(10)];
    const subscription = await stripe.subscriptions.create({
      customer: payer.id,
      default_tax_rates: [five.id],
      items: [{ price: shop.basic.id, tax_rates: [ten.id] }, { price: shop.pro.id }],
    });
    expect(subscription.items.data[0]?.tax_rates).toMatchObject([{ id: ten.id }]);
    expect((await lastInvoice(subscription.id)).total).toBe(6000 + 200 + 200);
    const id = subscription.items.data[0]?.id ?? '';
    await fixture.control('settle');
    const mark = fixture.events.length;
    const changed = await stripe.subscriptions.update(subscription.id, {
      default_tax_rates: '',
      items: [{ id, tax_rates: '' }],
    });
    expect(changed.default_tax_rates).toEqual([]);
    expect(changed.items.data[0]?.tax_rates).toEqual([]);
    expect(await typesSince(fixture, mark)).toEqual(['customer.subscription.updated']);
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(preview.total).toBe(6000);
    const tried = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { default_tax_rates: [ten.id] },
    });
    expect(tried.total).toBe(6600);
  });

  it('are nothing for whoever is exempt, and invoices bear the tax IDs', async () => {
    const payer = await createPayer(fixture);
    await stripe.customers.update(payer.id, { tax_exempt: 'reverse' });
    await stripe.customers.createTaxId(payer.id, { type: 'eu_vat', value: 'DE123456789' });
    const { id: rate } = await taxRate(19);
    const { id } = await subscribe(fixture, payer.id, shop.basic, { default_tax_rates: [rate] });
    expect(await lastInvoice(id)).toMatchObject({
      customer_tax_exempt: 'reverse',
      customer_tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
      total: 2000,
      total_taxes: [{ amount: 0, taxability_reason: 'reverse_charge' }],
    });
  });

  it('refuse a rate that is unknown or archived, naming it', async () => {
    const payer = await createPayer(fixture);
    const { id: archived } = await taxRate(19);
    await stripe.taxRates.update(archived, { active: false });
    await expect(
      subscribe(fixture, payer.id, shop.basic, { default_tax_rates: ['txr_none'] }),
    ).rejects.toMatchObject({ code: 'resource_missing', param: 'default_tax_rates[0]' });
    await expect(
      subscribe(fixture, payer.id, shop.basic, {
        items: [{ price: shop.basic.id, tax_rates: [archived] }],
      }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'items[0][tax_rates][0]' });
  });
});

/** A year with taxes, discounts, quantities and changes: what an invoice says must add up. */
const history = fc.record({
  defaults: fc.array(fc.record({ inclusive: fc.boolean(), basisPoints: fc.nat(2500) }), {
    maxLength: 2,
  }),
  own: fc.option(fc.record({ inclusive: fc.boolean(), basisPoints: fc.nat(2500) })),
  off: fc.option(fc.integer({ min: 1, max: 100 })),
  quantity: fc.integer({ min: 1, max: 7 }),
  days: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
});

describe('money with taxes', () => {
  it('adds up to the cent over any history', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ defaults, own, off, quantity, days }) => {
        await rewind();
        const create = async (each: { basisPoints: number; inclusive: boolean }) =>
          (await taxRate(each.basisPoints / 100, each.inclusive)).id;
        const payer = await createPayer(fixture);
        const discounts = off
          ? [
              {
                coupon: (await stripe.coupons.create({ percent_off: off, duration: 'forever' })).id,
              },
            ]
          : [];
        const { id, items } = await subscribe(fixture, payer.id, shop.basic, {
          default_tax_rates: await Promise.all(defaults.map(create)),
          discounts,
          items: [
            { price: shop.basic.id, quantity, tax_rates: own ? [await create(own)] : [] },
            { price: shop.pro.id },
          ],
        });
        for (const wait of days) {
          await fixture.control('advance', { seconds: wait * DAY });
          await stripe.subscriptions.update(id, {
            items: [{ id: items.data[0]?.id ?? '', quantity: quantity + wait }],
            proration_behavior: wait % 2 === 0 ? 'always_invoice' : 'create_prorations',
          });
        }
        for (const invoice of (await stripe.invoices.list({ subscription: id })).data) {
          checkSums(invoice);
        }
      }),
      { numRuns: 12 },
    );
    expect([...fixture.faults]).toEqual([]);
  });
});

const add = (amounts: readonly { amount: number }[] | null) =>
  (amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);

function checkSums(invoice: Stripe.Invoice): void {
  const taxes = invoice.total_taxes ?? [];
  const lines = invoice.lines.data;
  const exclusive = taxes.filter((tax) => tax.tax_behavior === 'exclusive');
  expect(invoice.subtotal).toBe(add(lines));
  expect(add(taxes)).toBe(add(lines.flatMap((line) => line.taxes ?? [])));
  expect(invoice.total).toBe(
    invoice.subtotal - add(invoice.total_discount_amounts) + add(exclusive),
  );
  expect(invoice.total_excluding_tax).toBe(invoice.total - add(taxes));
  for (const tax of taxes) {
    const same = lines
      .flatMap((line) => line.taxes ?? [])
      .filter((each) => each.tax_rate_details?.tax_rate === tax.tax_rate_details?.tax_rate);
    expect(add(same)).toBe(tax.amount);
  }
}
