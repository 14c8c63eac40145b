import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import {
  createPayer,
  endOf,
  idOf,
  latestInvoice,
  markOf,
  PAID,
  subscribe,
  typesSince,
} from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

describe('an invoice made by hand', () => {
  it('is changed as a draft, and frozen when final', async () => {
    const { id: customer } = await createPayer(fixture);
    const { id } = await stripe.invoices.create({
      custom_fields: [{ name: 'PO', value: '42' }],
      customer,
      description: 'For October',
      footer: 'Thank you',
      metadata: { a: '1' },
    });
    await stripe.invoices.addLines(id, { lines: [{ amount: 500 }] });
    const changed = await stripe.invoices.update(id, {
      collection_method: 'send_invoice',
      days_until_due: 10,
      effective_at: START - DAY,
      number: 'CUE-7',
      rendering: { amount_tax_display: 'exclude_tax' },
    });
    expect(changed).toMatchObject({
      custom_fields: [{ name: 'PO', value: '42' }],
      description: 'For October',
      due_date: START + 10 * DAY,
      footer: 'Thank you',
      rendering: { amount_tax_display: 'exclude_tax' },
    });
    const open = await stripe.invoices.finalizeInvoice(id);
    expect(open).toMatchObject({ effective_at: START - DAY, number: 'CUE-7', status: 'open' });
    await expect(stripe.invoices.update(id, { footer: 'Later' })).rejects.toMatchObject({
      code: 'invoice_not_editable',
      param: 'footer',
    });
    expect(await stripe.invoices.update(id, { metadata: { a: '2' } })).toMatchObject({
      metadata: { a: '2' },
    });
    const second = await stripe.invoices.create({ customer });
    const numbered = await stripe.invoices.finalizeInvoice(second.id);
    expect(numbered.number).toMatch(/^[A-Z0-9]{8}-0001$/);
  });

  it('is deleted as a draft and in no other way', async () => {
    const { id: customer } = await createPayer(fixture);
    await stripe.invoiceItems.create({ amount: 900, currency: 'usd', customer });
    const { id } = await stripe.invoices.create({
      customer,
      pending_invoice_items_behavior: 'include',
    });
    const mark = await markOf(fixture);
    expect(await stripe.invoices.del(id)).toMatchObject({ id, deleted: true });
    expect(await typesSince(fixture, mark)).toEqual(['invoice.deleted']);
    await expect(stripe.invoices.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toHaveLength(1);
    const subscription = await subscribe(fixture, customer, shop.basic);
    await fixture.control('advance', { to: endOf(subscription) });
    const draft = await latestInvoice(fixture, { customer });
    await expect(stripe.invoices.del(draft.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('finalises and pays itself when it advances by itself', async () => {
    const { id: customer } = await createPayer(fixture);
    await stripe.invoiceItems.create({ amount: 900, currency: 'usd', customer });
    const { id, automatically_finalizes_at: at } = await stripe.invoices.create({
      auto_advance: true,
      customer,
      pending_invoice_items_behavior: 'include',
    });
    expect(at).toBe(START + HOUR);
    const mark = await markOf(fixture);
    await fixture.control('advance', { to: START + HOUR });
    expect(await typesSince(fixture, mark)).toEqual(PAID);
    expect((await stripe.invoices.retrieve(id)).status).toBe('paid');
  });

  it('is tried an hour after it was finalised by hand, if it advances', async () => {
    const { id: customer } = await createPayer(fixture);
    await stripe.invoiceItems.create({ amount: 900, currency: 'usd', customer });
    const include = { pending_invoice_items_behavior: 'include' } as const;
    const { id } = await stripe.invoices.create({ customer, ...include });
    const open = await stripe.invoices.finalizeInvoice(id, { auto_advance: true });
    expect(open).toMatchObject({ next_payment_attempt: START + HOUR, status: 'open' });
    await fixture.control('advance', { to: START + HOUR });
    expect((await stripe.invoices.retrieve(id)).status).toBe('paid');
  });

  it('is paid with another card, or outside of Stripe', async () => {
    const { id: customer } = await stripe.customers.create({});
    const draft = async () => {
      const { id } = await stripe.invoices.create({ customer });
      await stripe.invoices.addLines(id, { lines: [{ amount: 700 }] });
      return id;
    };
    await expect(stripe.invoices.pay(await draft())).rejects.toMatchObject({ statusCode: 400 });
    const byCard = await stripe.invoices.pay(await draft(), {
      forgive: true,
      payment_method: (await stripe.paymentMethods.attach('pm_card_visa', { customer })).id,
    });
    expect(byCard).toMatchObject({ amount_paid: 700, status: 'paid' });
    const outside = await stripe.invoices.pay(await draft(), { paid_out_of_band: true });
    expect(outside).toMatchObject({ amount_paid_off_stripe: 700, status: 'paid' });
    expect((await stripe.charges.list({ customer })).data).toHaveLength(1);
  });

  it('is paid in parts by payments made apart', async () => {
    const { id: customer, invoice_settings: settings } = await createPayer(fixture);
    const { id } = await stripe.invoices.create({
      collection_method: 'send_invoice',
      customer,
      days_until_due: 5,
    });
    await stripe.invoices.addLines(id, { lines: [{ amount: 1000 }] });
    await stripe.invoices.finalizeInvoice(id);
    const intent = async (amount: number, confirm: boolean) =>
      stripe.paymentIntents.create({
        amount,
        confirm,
        currency: 'usd',
        customer,
        payment_method: idOf(settings.default_payment_method),
        return_url: 'http://localhost:3000/',
      });
    const part = await stripe.invoices.attachPayment(id, {
      payment_intent: (await intent(400, true)).id,
    });
    expect(part).toMatchObject({ amount_paid: 400, amount_remaining: 600, status: 'open' });
    const rest = await intent(600, false);
    await stripe.invoices.attachPayment(id, { payment_intent: rest.id });
    await stripe.paymentIntents.confirm(rest.id, { return_url: 'http://localhost:3000/' });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({
      amount_paid: 1000,
      amount_remaining: 0,
      status: 'paid',
    });
    const { data } = await stripe.invoicePayments.list({ invoice: id, status: 'paid' });
    expect(data.map(({ amount_paid: paid }) => paid)).toEqual([600, 400]);
    expect(await stripe.invoicePayments.retrieve(data[0]?.id ?? '')).toMatchObject({
      payment: { payment_intent: rest.id, type: 'payment_intent' },
    });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
