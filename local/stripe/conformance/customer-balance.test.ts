import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from './fixture';
import { openShop } from './open-shop';
import { createPayer, endOf, idOf, latestInvoice, markOf, subscribe, typesSince } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

async function typesOf(customer: string): Promise<[string, number, number][]> {
  const { data } = await stripe.customers.listBalanceTransactions(customer);
  return data.map(({ type, amount, ending_balance: ending }) => [type, amount, ending]);
}

async function balanceOf(customer: string): Promise<number> {
  return ((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance;
}

describe('the balance of a customer', () => {
  it('is moved by adjustments, each on record', async () => {
    const { id } = await stripe.customers.create({ balance: 300 });
    const mark = await markOf(fixture);
    const given = await stripe.customers.createBalanceTransaction(id, {
      amount: -500,
      currency: 'usd',
      description: 'For the trouble',
    });
    expect(given).toMatchObject({ ending_balance: -200, type: 'adjustment' });
    expect(await typesSince(fixture, mark)).toEqual(['customer.updated']);
    await stripe.customers.update(id, { balance: -50 });
    expect(await typesOf(id)).toEqual([
      ['adjustment', 150, -50],
      ['adjustment', -500, -200],
      ['initial', 300, 300],
    ]);
    const named = await stripe.customers.updateBalanceTransaction(id, given.id, {
      description: 'For the wait',
      metadata: { ticket: '7' },
    });
    expect(named).toMatchObject({ description: 'For the wait', metadata: { ticket: '7' } });
    expect(await stripe.customers.retrieveBalanceTransaction(id, given.id)).toMatchObject({
      id: given.id,
      description: 'For the wait',
    });
    await expect(
      stripe.customers.createBalanceTransaction(id, { amount: 1, currency: 'eur' }),
    ).rejects.toMatchObject({ param: 'currency', statusCode: 400 });
    const other = await stripe.customers.create({});
    await expect(
      stripe.customers.retrieveBalanceTransaction(other.id, given.id),
    ).rejects.toMatchObject({ code: 'resource_missing', statusCode: 404 });
  });

  it('is used up by the next invoice, and what is owed is added to it', async () => {
    const { id: customer } = await createPayer(fixture);
    await stripe.customers.createBalanceTransaction(customer, { amount: -1500, currency: 'usd' });
    const subscription = await subscribe(fixture, customer, shop.basic);
    const first = await latestInvoice(fixture, { customer });
    expect(first).toMatchObject({
      amount_due: 500,
      ending_balance: 0,
      starting_balance: -1500,
      total: 2000,
    });
    const used = await stripe.customers.listBalanceTransactions(customer, { invoice: first.id });
    expect(used.data).toMatchObject([
      { amount: 1500, invoice: first.id, type: 'applied_to_invoice' },
    ]);
    await stripe.customers.createBalanceTransaction(customer, { amount: 250, currency: 'usd' });
    await fixture.control('advance', { to: endOf(subscription) + HOUR });
    expect(await latestInvoice(fixture, { customer })).toMatchObject({
      amount_due: 2250,
      amount_paid: 2250,
      status: 'paid',
      total: 2000,
    });
    expect(await balanceOf(customer)).toBe(0);
  });

  it('comes back when the invoice that used it is voided', async () => {
    const { id: customer } = await createPayer(fixture);
    await stripe.customers.createBalanceTransaction(customer, { amount: -1500, currency: 'usd' });
    const { latest_invoice: invoice } = await subscribe(fixture, customer, shop.basic, {
      payment_behavior: 'default_incomplete',
    });
    expect(await balanceOf(customer)).toBe(0);
    await stripe.invoices.voidInvoice(idOf(invoice));
    expect(await balanceOf(customer)).toBe(-1500);
    expect((await typesOf(customer))[0]).toEqual(['unapplied_from_invoice', -1500, -1500]);
  });

  it('grows by a credit note that names its transaction', async () => {
    const { id: customer } = await createPayer(fixture);
    await subscribe(fixture, customer, shop.basic);
    const { id: invoice } = await latestInvoice(fixture, { customer });
    const note = await stripe.creditNotes.create({
      amount: 700,
      credit_amount: 700,
      expand: ['customer_balance_transaction'],
      invoice,
    });
    expect(note.customer_balance_transaction).toMatchObject({
      amount: -700,
      credit_note: note.id,
      ending_balance: -700,
      type: 'credit_note',
    });
  });

  it('agrees with the SDK in every response and webhook body above', async () => {
    await fixture.control('settle');
    expect([...fixture.faults]).toEqual([]);
  });
});
