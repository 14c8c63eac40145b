import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import {
  addPrices,
  bill,
  clearHistory,
  computeRevenue,
  day,
  NOW,
  pro,
  put,
  subscribe,
} from './revenue-history';

let fixture: DatabaseFixture;
beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await clearHistory(fixture);
  await addPrices(fixture);
});

describe('monthly recurring revenue', () => {
  const mrr = async () => {
    const question = { months: 1, currency: 'usd', at: NOW };
    return (await computeRevenue(fixture, question)).months[0]?.mrr;
  };

  test.each([
    [{ status: 'active' }, 4000],
    [{ status: 'trialing' }, 0],
    [{ status: 'unpaid' }, 0],
    [{ status: 'paused' }, 0],
    [{ status: 'incomplete' }, 0],
    [{ status: 'active', pause_behavior: 'void' }, 0],
    [{ status: 'active', deleted_at: day('06-02') }, 0],
    [{ status: 'active', currency: 'eur' }, 0],
  ])('of a subscription that is %o is %i', async (fields, expected) => {
    await subscribe(fixture, [{ id: 's', customer: 'S', from: day('06-01'), ...pro, fields }]);
    expect(await mrr()).toBe(expected);
  });

  test.each([
    ['06-09', 4000],
    ['06-08', 0],
  ])('of a debt since %s, with a week of grace, is %i', async (since, expected) => {
    const fields = { status: 'past_due' };
    await subscribe(fixture, [{ id: 's', customer: 'S', from: day('06-01'), ...pro, fields }]);
    const invoice = { id: 'in', customer: 'S', subscription: 's', at: day(since), lines: [] };
    await bill(fixture, [{ ...invoice, status: 'open', paid_at: null }]);
    expect(await mrr()).toBe(expected);
  });

  test.each([
    ['percent', { percent_off: 50 }, {}, 2000],
    ['an amount', { amount_off: 1000, currency: 'usd' }, {}, 3000],
    ['more than it costs', { amount_off: 9000, currency: 'usd' }, {}, 0],
    ['an amount in another currency', { amount_off: 1000, currency: 'eur' }, {}, 4000],
    ['one payment only', { percent_off: 50, duration: 'once' }, {}, 4000],
    ['a time that is over', { percent_off: 50 }, { ends_at: day('06-02') }, 4000],
    ['a customer', { percent_off: 50 }, { subscription_id: null, customer_id: 'S' }, 2000],
    ['an item', { percent_off: 10 }, { subscription_item_id: 'si_s' }, 3600],
    ['an invoice', { percent_off: 10 }, { invoice_id: 'in_1' }, 4000],
  ])('knows a discount for %s', async (_what, coupon, discount, expected) => {
    await subscribe(fixture, [{ id: 's', customer: 'S', from: day('06-01'), ...pro }]);
    await put(fixture, 'coupons', [{ id: 'c', ...coupon }]);
    const given = { id: 'd', coupon_id: 'c', subscription_id: 's', starts_at: day('06-01') };
    await put(fixture, 'discounts', [{ ...given, ...discount }]);
    expect(await mrr()).toBe(expected);
  });

  test('of several items and intervals is the sum of what each costs per month', async () => {
    await subscribe(fixture, [{ id: 's', customer: 'S', from: day('06-01'), ...pro, quantity: 2 }]);
    const item = { subscription_id: 's', product_id: 'pro', created_at: day('06-01') };
    const period = { current_period_start: day('06-01'), current_period_end: day('07-01') };
    await put(fixture, 'subscription_items', [
      { ...item, ...period, id: 'year', price_id: 'y', unit_amount: 1000, interval: 'year' },
      { ...item, ...period, id: 'week', price_id: 'w', unit_amount: 300, interval: 'week' },
      { ...item, ...period, id: 'usage', price_id: 'calls', unit_amount: 9, quantity: null },
      { ...item, ...period, id: 'gone', price_id: 'pro', unit_amount: 5, deleted_at: day('06-02') },
    ]);
    // 1000 / 12 = 83.33; 300 * 52 / 12 = 1300
    expect(await mrr()).toBe(8000 + 83 + 1300);
  });
});
