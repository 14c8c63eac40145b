import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { createPayer, idOf, subscribe } from './shop';

const { fixture, stripe, shop } = await openShop();

/** An invoice over 40 dollars, paid by default. */
async function createInvoice(
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Invoice> {
  const payer = await createPayer(fixture);
  const { latest_invoice: invoice } = await subscribe(fixture, payer.id, shop.pro, more);
  return stripe.invoices.retrieve(idOf(invoice));
}

describe('credit notes', () => {
  it('give paid money back: as a refund, as credit, or elsewhere', async () => {
    const invoice = await createInvoice();
    const split = { amount: 1000, refund_amount: 500, credit_amount: 300, out_of_band_amount: 200 };
    const preview = await stripe.creditNotes.preview({ invoice: invoice.id, ...split });
    expect(preview).toMatchObject({ total: 1000, post_payment_amount: 1000 });
    expect((await stripe.creditNotes.list({ invoice: invoice.id })).data).toEqual([]);
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      ...split,
      memo: 'Sorry',
      reason: 'product_unsatisfactory',
    });
    expect(note).toMatchObject({
      type: 'post_payment',
      status: 'issued',
      number: `${invoice.number ?? ''}-CN-01`,
      out_of_band_amount: 200,
      refunds: [{ amount_refunded: 500 }],
    });
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: 'paid',
      amount_paid: 4000,
      post_payment_credit_notes_amount: 1000,
    });
    expect(await stripe.customers.retrieve(idOf(invoice.customer))).toMatchObject({
      balance: -300,
    });
    const refund = await stripe.refunds.retrieve(idOf(note.refunds[0]?.refund));
    expect(refund.amount).toBe(500);
    await stripe.creditNotes.update(note.id, { memo: 'Very sorry', metadata: { a: 'b' } });
    expect((await stripe.creditNotes.retrieve(note.id)).memo).toBe('Very sorry');
    expect((await stripe.creditNotes.listLineItems(note.id)).data).toHaveLength(1);
    await expect(stripe.creditNotes.voidCreditNote(note.id)).rejects.toThrow('open invoices');
  });

  it('take off what is still owed, and are taken back by voiding', async () => {
    const invoice = await createInvoice({ payment_behavior: 'default_incomplete' });
    const note = await stripe.creditNotes.create({ invoice: invoice.id, amount: 1500 });
    expect(note).toMatchObject({ type: 'pre_payment', pre_payment_amount: 1500 });
    const less = await stripe.invoices.retrieve(invoice.id, { expand: ['payments'] });
    expect(less).toMatchObject({ total: 4000, amount_due: 2500, amount_remaining: 2500 });
    expect(less.payments?.data[0]?.amount_requested).toBe(2500);
    expect((await stripe.creditNotes.voidCreditNote(note.id)).status).toBe('void');
    expect((await stripe.invoices.retrieve(invoice.id)).amount_due).toBe(4000);
    await stripe.creditNotes.create({ invoice: invoice.id, amount: 1000 });
    const paid = await stripe.invoices.pay(invoice.id);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 3000 });
  });

  it('settle an invoice that they cover', async () => {
    const invoice = await createInvoice({ payment_behavior: 'default_incomplete' });
    await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [
        {
          type: 'custom_line_item',
          description: 'Half',
          quantity: 2,
          unit_amount: 1000,
        },
        {
          type: 'invoice_line_item',
          invoice_line_item: invoice.lines.data[0]?.id ?? '',
          amount: 2000,
        },
      ],
    });
    const settled = await stripe.invoices.retrieve(invoice.id);
    expect(settled).toMatchObject({ status: 'paid', amount_paid: 0, amount_remaining: 0 });
  });

  it('credit a line net of its discount, and never more than the invoice', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25 });
    const invoice = await createInvoice({ discounts: [{ coupon: coupon.id }] });
    const line = {
      type: 'invoice_line_item',
      invoice_line_item: invoice.lines.data[0]?.id ?? '',
      amount: 2000,
    } as const;
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [line],
      credit_amount: 1500,
    });
    expect(note).toMatchObject({ subtotal: 2000, discount_amount: 500, total: 1500 });
    await expect(
      stripe.creditNotes.create({ invoice: invoice.id, amount: 1501, credit_amount: 1501 }),
    ).rejects.toThrow('creditable amount (1500)');
    await expect(
      stripe.creditNotes.create({ invoice: invoice.id, amount: 100, credit_amount: 99 }),
    ).rejects.toThrow('must equal the post payment amount');
    const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id })).data;
    const intent = idOf(payment?.payment.payment_intent);
    await stripe.refunds.create({ payment_intent: intent, amount: 1000 });
    await expect(
      stripe.creditNotes.create({ invoice: invoice.id, amount: 501, refund_amount: 501 }),
    ).rejects.toThrow('creditable amount (500)');
  });
});

describe('credit notes for refunds made before', () => {
  it('account for them once, and tell their lines before they are made', async () => {
    const invoice = await createInvoice();
    const [payment] = (await stripe.invoicePayments.list({ invoice: invoice.id })).data;
    const refund = await stripe.refunds.create({
      amount: 1000,
      payment_intent: idOf(payment?.payment.payment_intent),
    });
    const wanted = {
      amount: 1200,
      credit_amount: 200,
      effective_at: invoice.created,
      email_type: 'none' as const,
      invoice: invoice.id,
      refunds: [{ amount_refunded: 1000, refund: refund.id }],
    };
    const lines = await stripe.creditNotes.listPreviewLineItems(wanted);
    expect(lines.data).toMatchObject([{ amount: 1200, type: 'custom_line_item' }]);
    const note = await stripe.creditNotes.create(wanted);
    expect(note).toMatchObject({
      effective_at: invoice.created,
      post_payment_amount: 1200,
      refunds: [{ amount_refunded: 1000, refund: refund.id }],
      total: 1200,
    });
    await expect(stripe.creditNotes.create(wanted)).rejects.toMatchObject({
      param: 'refunds[0][refund]',
    });
    await expect(
      stripe.creditNotes.create({
        amount: 100,
        credit_amount: 100,
        invoice: invoice.id,
        shipping_cost: { shipping_rate: 'shr_1' },
      }),
    ).rejects.toMatchObject({ statusCode: 501 });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
