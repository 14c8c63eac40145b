import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, dayOf, endOf, subscribe } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const noonOf = (year: number, month: number, day: number) =>
  Date.UTC(year, month - 1, day, 12) / 1000;

async function subscribeAt(at: number, price: Stripe.Price): Promise<string> {
  if (at > START) await fixture.control('advance', { to: at });
  const { id: customer } = await createPayer(fixture);
  return (await subscribe(fixture, customer, price)).id;
}

/** The ends of the next periods, each billed before the next is looked at. */
async function endsOf(id: string, count: number): Promise<string[]> {
  const days: string[] = [];
  for (let left = count; left > 0; left -= 1) {
    const end = endOf(await stripe.subscriptions.retrieve(id));
    days.push(dayOf(end));
    await fixture.control('advance', { to: end + HOUR });
  }
  return days;
}

describe('the calendar of a subscription', () => {
  it.each([
    [2026, '2026-02-28', '2026-03-31'],
    [2027, '2027-02-28', '2027-03-31'],
    [2028, '2028-02-29', '2028-03-31'],
  ])('renews what began on 31 January %i on %s and on %s', async (year, february, march) => {
    const id = await subscribeAt(noonOf(year, 1, 31), shop.basic);
    expect(await endsOf(id, 4)).toEqual([february, march, `${year}-04-30`, `${year}-05-31`]);
    const invoices = await stripe.invoices.list({ subscription: id });
    expect(invoices.data.map(({ status, total }) => [status, total])).toEqual(
      Array.from({ length: 5 }, () => ['paid', 2000]),
    );
  });

  it.each([29, 30])('renews what began on %i January on the last day of February', async (day) => {
    const id = await subscribeAt(noonOf(2027, 1, day), shop.basic);
    expect(await endsOf(id, 2)).toEqual(['2027-02-28', `2027-03-${day}`]);
  });

  it('renews what began on 29 February on the 28th, and on the 29th in leap years', async () => {
    const id = await subscribeAt(noonOf(2028, 2, 29), shop.proYearly);
    expect(await endsOf(id, 4)).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
    const monthly = await subscribeAt(noonOf(2032, 2, 29) + 2 * HOUR, shop.basic);
    expect(await endsOf(monthly, 2)).toEqual(['2032-03-29', '2032-04-29']);
  });

  it('keeps the 31st when the plan changes in February', async () => {
    const id = await subscribeAt(noonOf(2027, 1, 31), shop.basic);
    await fixture.control('advance', { to: noonOf(2027, 2, 14) });
    const { items } = await stripe.subscriptions.retrieve(id);
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: shop.pro.id }],
      proration_behavior: 'always_invoice',
    });
    expect(await endsOf(id, 3)).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
    const [first] = (await stripe.invoices.list({ limit: 1, subscription: id })).data;
    expect(first).toMatchObject({ status: 'paid', total: 4000 });
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
