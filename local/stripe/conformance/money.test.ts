import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY } from './fixture';
import { openShop } from './open-shop';
import { createPayer, subscribe } from './shop';

const { fixture, shop, rewind } = await openShop({ typed: false });

const step = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 45 }) }),
  fc.record({
    do: fc.constant('change' as const),
    to: fc.constantFrom('basic' as const, 'pro' as const, 'proYearly' as const),
    quantity: fc.integer({ min: 1, max: 3 }),
    behavior: fc.constantFrom(
      'create_prorations' as const,
      'always_invoice' as const,
      'none' as const,
    ),
  }),
  fc.record({ do: fc.constant('fail' as const) }),
  fc.record({ do: fc.constant('refund' as const), share: fc.integer({ min: 1, max: 100 }) }),
);

type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

async function live(customer: Stripe.Customer, steps: Step[]): Promise<void> {
  const { stripe } = fixture;
  const { id } = await subscribe(fixture, customer.id, shop.basic);
  for (const each of steps) {
    const now = await stripe.subscriptions.retrieve(id);
    if (each.do === 'wait') await fixture.control('advance', { seconds: each.days * DAY });
    if (each.do === 'fail') await fixture.control('fail-next');
    if (each.do === 'change' && now.status !== 'canceled') {
      await stripe.subscriptions.update(id, {
        items: [
          { id: now.items.data[0]?.id ?? '', price: shop[each.to].id, quantity: each.quantity },
        ],
        proration_behavior: each.behavior,
      });
    }
    if (each.do === 'refund') {
      const [charge] = (await stripe.charges.list({ customer: customer.id, limit: 1 })).data;
      const left = charge?.paid ? charge.amount_captured - charge.amount_refunded : 0;
      const amount = Math.ceil((left * each.share) / 100);
      if (charge && amount > 0) await stripe.refunds.create({ charge: charge.id, amount });
    }
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

async function checkBooks(customerId: string): Promise<void> {
  const { stripe } = fixture;
  const invoices = await stripe.invoices
    .list({ customer: customerId, limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  for (const invoice of invoices) {
    expect(sum(invoice.lines.data.map(({ amount }) => amount))).toBe(invoice.total);
    expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due);
    if (invoice.status === 'draft') continue;
    const credit = (invoice.ending_balance ?? 0) - invoice.starting_balance;
    expect(invoice.amount_due).toBe(invoice.total - credit);
  }
  const finalized = invoices.filter(({ status }) => status !== 'draft');
  const customer = (await stripe.customers.retrieve(customerId)) as Stripe.Customer;
  // Every cent of every final invoice was paid, is still owed, or changed the credit.
  expect(sum(finalized.map(({ total }) => total))).toBe(
    sum(finalized.map(({ amount_paid: paid, amount_remaining: open }) => paid + open)) +
      customer.balance,
  );
  const charges = await stripe.charges
    .list({ customer: customerId, limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  expect(sum(charges.map(({ amount_captured: taken }) => taken))).toBe(
    sum(invoices.map(({ amount_paid: paid }) => paid)),
  );
  for (const { amount_refunded: back, amount_captured: taken } of charges) {
    expect(back).toBeLessThanOrEqual(taken);
  }
}

describe('money', () => {
  it('adds up to the cent over any history of changes, failures and refunds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
        await rewind();
        const customer = await createPayer(fixture);
        await live(customer, steps);
        await checkBooks(customer.id);
      }),
      { numRuns: 25 },
    );
  });

  it('credits a downgrade to the customer and uses the credit up first', async () => {
    await rewind();
    const { stripe } = fixture;
    const customer = await createPayer(fixture);
    const { id, items } = await subscribe(fixture, customer.id, shop.pro);
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: shop.basic.id }],
      proration_behavior: 'always_invoice',
    });
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -2000 });
    await fixture.control('advance', { seconds: 29 * DAY });
    const [renewal] = (await stripe.invoices.list({ customer: customer.id })).data;
    expect(renewal).toMatchObject({
      total: 2000,
      amount_due: 0,
      status: 'paid',
      ending_balance: 0,
    });
    await checkBooks(customer.id);
  });
});
