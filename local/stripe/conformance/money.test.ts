import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBooks } from './books';
import { DAY } from './fixture';
import { live, step } from './histories';
import { openShop } from './open-shop';
import { createPayer, subscribe } from './shop';

const { fixture, shop, rewind } = await openShop({ typed: false });

describe('money', () => {
  it('adds up to the cent over any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        await rewind();
        const { id: customer } = await createPayer(fixture);
        await live({ customer, fixture, shop }, steps);
        await checkBooks(fixture, customer);
      }),
      { numRuns: 20 },
    );
  }, 90_000);

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
    await checkBooks(fixture, customer.id);
  });
});
