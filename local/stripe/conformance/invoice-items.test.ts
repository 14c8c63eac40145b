import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, endOf, latestInvoice, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const amounts = ({ lines }: Stripe.Invoice) => lines.data.map(({ amount }) => amount);

describe('invoice items', () => {
  it('wait for an invoice that is told to take them', async () => {
    const { id: customer } = await createPayer(fixture);
    const mark = await markOf(fixture);
    await stripe.invoiceItems.create({
      customer,
      amount: 1500,
      currency: 'usd',
      description: 'Setup',
    });
    await stripe.invoiceItems.create({ customer, pricing: { price: shop.once.id }, quantity: 3 });
    const without = await stripe.invoices.create({ customer });
    expect(without.lines.data).toEqual([]);
    const invoice = await stripe.invoices.create({
      customer,
      pending_invoice_items_behavior: 'include',
    });
    expect(amounts(invoice)).toEqual([1500, 2100]);
    expect(invoice).toMatchObject({
      auto_advance: false,
      billing_reason: 'manual',
      number: null,
      period_end: START,
      status: 'draft',
      total: 3600,
    });
    expect(invoice.lines.data[1]).toMatchObject({
      description: 'Sticker',
      parent: { type: 'invoice_item_details' },
      pricing: { price_details: { price: shop.once.id }, type: 'price_details' },
      quantity: 3,
    });
    expect(await typesSince(fixture, mark)).toEqual([
      'customer.updated', // their first currency
      'invoice.created',
      'invoice.created',
      'invoiceitem.created',
      'invoiceitem.created',
    ]);
    const { data } = await stripe.invoiceItems.list({ customer, pending: true });
    expect(data).toEqual([]);
  });

  it('wait for the next invoice of a subscription, or of the one they name', async () => {
    const { id: customer } = await createPayer(fixture);
    await stripe.invoiceItems.create({
      customer,
      amount: 900,
      currency: 'usd',
      description: 'Setup',
    });
    const first = await subscribe(fixture, customer, shop.basic);
    expect(amounts(await latestInvoice(fixture, { customer }))).toEqual([900, 2000]);
    const second = await subscribe(fixture, customer, shop.pro);
    await stripe.invoiceItems.create({
      amount: -300,
      currency: 'usd',
      customer,
      subscription: first.id,
    });
    await fixture.control('advance', { to: endOf(second) + HOUR });
    const of = async (subscription: string) =>
      amounts(await latestInvoice(fixture, { subscription }));
    expect(await of(second.id)).toEqual([4000]);
    expect(await of(first.id)).toEqual([-300, 2000]);
  });

  it('change and go as long as their invoice is a draft', async () => {
    const { id: customer } = await createPayer(fixture);
    const waiting = await stripe.invoiceItems.create({
      customer,
      currency: 'usd',
      quantity: 2,
      unit_amount_decimal: '250' as unknown as Stripe.Decimal,
    });
    expect(waiting).toMatchObject({ amount: 500, quantity: 2 });
    expect(await stripe.invoiceItems.update(waiting.id, { quantity: 3 })).toMatchObject({
      amount: 750,
    });
    const { id: invoice } = await stripe.invoices.create({ customer });
    const item = await stripe.invoiceItems.create({ amount: 100, customer, invoice });
    await stripe.invoiceItems.update(item.id, { amount: 400, metadata: { for: 'Ada' } });
    expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ amount_due: 400, total: 400 });
    const mark = await markOf(fixture);
    expect(await stripe.invoiceItems.del(item.id)).toMatchObject({ deleted: true });
    expect(await typesSince(fixture, mark)).toEqual(['invoice.updated', 'invoiceitem.deleted']);
    expect((await stripe.invoices.retrieve(invoice)).total).toBe(0);
    const fixed = await stripe.invoiceItems.create({ amount: 100, customer, invoice });
    await stripe.invoices.finalizeInvoice(invoice);
    await expect(stripe.invoiceItems.del(fixed.id)).rejects.toMatchObject({
      code: 'invoice_not_editable',
    });
    await expect(
      stripe.invoiceItems.create({ customer, pricing: { price: shop.basic.id } }),
    ).rejects.toMatchObject({ param: 'pricing[price]' });
    await expect(stripe.invoiceItems.create({ customer, currency: 'usd' })).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
    });
  });

  it('carry discounts of their own, which count before those of the whole invoice', async () => {
    const { id: customer } = await createPayer(fixture);
    const half = await stripe.coupons.create({ duration: 'once', percent_off: 50 });
    const fixed = await stripe.coupons.create({
      amount_off: 100,
      currency: 'usd',
      duration: 'once',
    });
    const { id: invoice } = await stripe.invoices.create({
      customer,
      discounts: [{ coupon: fixed.id }],
    });
    await stripe.invoiceItems.create({
      amount: 1000,
      customer,
      discounts: [{ coupon: half.id }],
      invoice,
    });
    await stripe.invoiceItems.create({ amount: 500, customer, invoice });
    const draft = await stripe.invoices.retrieve(invoice);
    expect(draft).toMatchObject({ subtotal: 1500, total: 900 });
    expect(
      draft.lines.data.map(({ discount_amounts: off }) => off?.map(({ amount }) => amount)),
    ).toEqual([[500, 50], [50]]);
    expect(draft.total_discount_amounts?.map(({ amount }) => amount).sort()).toEqual([100, 500]);
    const paid = await stripe.invoices.pay(invoice);
    expect(paid).toMatchObject({ amount_paid: 900, status: 'paid' });
    expect(paid.discounts).toHaveLength(1);
  });
});

describe('lines of a draft', () => {
  it('are added, changed and removed, and the total follows', async () => {
    const { id: customer } = await createPayer(fixture);
    const waiting = await stripe.invoiceItems.create({ amount: 50, currency: 'usd', customer });
    const { id } = await stripe.invoices.create({ customer });
    const added = await stripe.invoices.addLines(id, {
      lines: [
        { amount: 1000, description: 'Workshop' },
        { pricing: { price: shop.once.id }, quantity: 2 },
        { invoice_item: waiting.id },
      ],
    });
    expect(amounts(added)).toEqual([1000, 1400, 50]);
    expect(added.total).toBe(2450);
    const [workshop, stickers, last] = added.lines.data;
    const changed = await stripe.invoices.updateLines(id, {
      invoice_metadata: { changed: 'yes' },
      lines: [{ id: stickers?.id ?? '', quantity: 3 }],
    });
    expect(changed).toMatchObject({ metadata: { changed: 'yes' }, total: 3150 });
    const line = await stripe.invoices.updateLineItem(id, workshop?.id ?? '', { amount: 800 });
    expect(line).toMatchObject({ amount: 800, description: 'Workshop' });
    const removed = await stripe.invoices.removeLines(id, {
      lines: [
        { behavior: 'delete', id: workshop?.id ?? '' },
        { behavior: 'unassign', id: last?.id ?? '' },
      ],
    });
    expect(amounts(removed)).toEqual([2100]);
    const { data } = await stripe.invoiceItems.list({ customer, pending: true });
    expect(data.map((item) => item.id)).toEqual([waiting.id]);
    expect((await stripe.invoices.listLineItems(id)).data).toHaveLength(1);
    await stripe.invoices.finalizeInvoice(id);
    await expect(stripe.invoices.addLines(id, { lines: [{ amount: 1 }] })).rejects.toMatchObject({
      code: 'invoice_not_editable',
    });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
