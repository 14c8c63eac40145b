import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY } from './fixture';
import { openShop } from './open-shop';
import { createPayer, subscribe } from './shop';

const { fixture, shop, rewind } = await openShop({ typed: false });

const coupon = fc
  .record({
    off: fc.oneof(
      fc
        .integer({ min: 1, max: 10_000 })
        .map((basisPoints) => ({ percent_off: basisPoints / 100 })),
      fc.integer({ min: 1, max: 9000 }).map((amount) => ({ amount_off: amount, currency: 'usd' })),
    ),
    lasting: fc.constantFrom(
      { duration: 'once' as const },
      { duration: 'forever' as const },
      { duration: 'repeating' as const, duration_in_months: 2 },
    ),
  })
  .map(({ off, lasting }): Stripe.CouponCreateParams => ({ ...off, ...lasting }));

const step = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 45 }) }),
  fc.record({
    do: fc.constant('change' as const),
    to: fc.constantFrom('basic' as const, 'pro' as const, 'proYearly' as const),
    quantity: fc.integer({ min: 1, max: 3 }),
    behavior: fc.constantFrom('create_prorations' as const, 'always_invoice' as const),
  }),
  fc.record({
    do: fc.constant('discount' as const),
    coupons: fc.array(coupon, { maxLength: 2 }),
  }),
);

type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

async function createCoupons(coupons: Stripe.CouponCreateParams[]) {
  const made = coupons.map(async (each) => fixture.stripe.coupons.create(each));
  return (await Promise.all(made)).map(({ id }) => ({ coupon: id }));
}

async function live(subscriptionId: string, steps: Step[]): Promise<void> {
  const { stripe } = fixture;
  for (const each of steps) {
    if (each.do === 'wait') await fixture.control('advance', { seconds: each.days * DAY });
    if (each.do === 'discount') {
      const discounts = await createCoupons(each.coupons);
      await stripe.subscriptions.update(subscriptionId, {
        discounts: discounts.length > 0 ? discounts : '',
      });
    }
    if (each.do === 'change') {
      const { items } = await stripe.subscriptions.retrieve(subscriptionId);
      const id = items.data[0]?.id ?? '';
      await stripe.subscriptions.update(subscriptionId, {
        items: [{ id, price: shop[each.to].id, quantity: each.quantity }],
        proration_behavior: each.behavior,
      });
    }
  }
}

function sum(amounts: { amount: number }[] | null): number {
  return (amounts ?? []).reduce((total, { amount }) => total + amount, 0);
}

function checkInvoice(invoice: Stripe.Invoice): void {
  const lines = invoice.lines.data;
  const taken = sum(invoice.total_discount_amounts);
  expect(sum(lines)).toBe(invoice.subtotal);
  expect(invoice.total).toBe(invoice.subtotal - taken);
  expect(sum(lines.flatMap(({ discount_amounts: amounts }) => amounts ?? []))).toBe(taken);
  for (const { amount, discount_amounts: amounts } of lines) {
    if (amount > 0) expect(amount - sum(amounts)).toBeGreaterThanOrEqual(0);
    else expect(sum(amounts)).toBe(0);
  }
  // Only a credit for time paid can bring a total below zero, and then it is kept for later.
  const credits = sum(lines.filter(({ amount }) => amount < 0));
  expect(invoice.total).toBeGreaterThanOrEqual(credits);
  expect(invoice.amount_due).toBeGreaterThanOrEqual(0);
  expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due);
}

describe('money with discounts', () => {
  it('adds up to the cent and never falls below zero over any history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(coupon, { maxLength: 3 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        async (coupons, steps) => {
          await rewind();
          const { stripe } = fixture;
          const { id: customer } = await createPayer(fixture);
          const discounts = await createCoupons(coupons);
          const { id } = await subscribe(fixture, customer, shop.basic, { discounts });
          await live(id, steps);
          const { data: invoices } = await stripe.invoices.list({ customer, limit: 100 });
          invoices.forEach(checkInvoice);
          checkInvoice(await stripe.invoices.createPreview({ subscription: id }));
          const payer = (await stripe.customers.retrieve(customer)) as Stripe.Customer;
          const final = invoices.filter(({ status }) => status !== 'draft');
          const billed = final.reduce((total, each) => total + each.total, 0);
          const settled = final.reduce(
            (total, each) => total + each.amount_paid + each.amount_remaining,
            0,
          );
          expect(billed).toBe(settled + payer.balance);
          // Whatever was taken off, nobody is owed more than they have paid.
          const paid = final.reduce((total, each) => total + each.amount_paid, 0);
          expect(-payer.balance).toBeLessThanOrEqual(paid);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('credits what was paid, not the price, when a discounted plan is left', async () => {
    await rewind();
    const { stripe } = fixture;
    const { id: customer } = await createPayer(fixture);
    const discounts = await createCoupons([{ percent_off: 50 }]);
    const { id, items } = await subscribe(fixture, customer, shop.pro, { discounts });
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: shop.basic.id }],
      proration_behavior: 'always_invoice',
    });
    const [invoice] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data;
    expect(invoice?.lines.data.map(({ amount }) => amount)).toEqual([-2000, 2000]);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 });
  });
});
