import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import {
  addPrices,
  basic,
  bill,
  clearHistory,
  computeRevenue,
  day,
  NOW,
  pro,
  put,
  revenueAnswer,
  subscribe,
  type Line,
} from './revenue-history';

let fixture: DatabaseFixture;
beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());
beforeEach(() => clearHistory(fixture));

async function revenue() {
  return computeRevenue(fixture, { months: 4, currency: 'usd', at: NOW });
}

const over = (from: string, to: string, fields: Partial<Line> = {}): Line => ({
  ...basic,
  from: day(from),
  to: day(to),
  ...fields,
});

/** A month after the other, billed on the same day. */
function monthly(subscription: string, customer: string, days: string[], what: Partial<Line>) {
  return days.slice(0, -1).map((from, index) => ({
    id: `in_${subscription}_${index}`,
    customer,
    subscription,
    at: day(from),
    lines: [over(from, days[index + 1] ?? from, what)],
  }));
}

/** Eight customers, small enough to compute by hand. */
async function addHistory() {
  await addPrices(fixture);
  await subscribe(fixture, [
    { id: 'a', customer: 'A', from: day('03-10'), ...pro },
    { id: 'b', customer: 'B', from: day('04-05'), ...pro },
    {
      id: 'c',
      customer: 'C',
      from: day('01-01'),
      ...pro,
      price: 'pro_year',
      amount: 48_000,
      interval: 'year',
    },
    {
      id: 'd1',
      customer: 'D',
      from: day('02-03'),
      ...basic,
      fields: { status: 'canceled', ended_at: day('04-03') },
    },
    { id: 'd2', customer: 'D', from: day('06-02'), ...basic },
    {
      id: 'e',
      customer: 'E',
      from: day('05-25'),
      ...pro,
      fields: { trial_start: day('05-25'), trial_end: day('06-08') },
    },
    {
      id: 'f',
      customer: 'F',
      from: day('04-28'),
      ...pro,
      fields: {
        status: 'canceled',
        trial_start: day('04-28'),
        trial_end: day('05-12'),
        ended_at: day('05-12'),
      },
    },
    { id: 'g', customer: 'G', from: day('04-01'), ...basic, fields: { status: 'past_due' } },
    { id: 'h', customer: 'H', from: day('02-20'), ...basic, quantity: 2 },
    { id: 'i', customer: 'I', from: day('06-10'), ...pro, fields: { status: 'trialing' } },
  ]);
  await put(fixture, 'coupons', [{ id: 'quarter', percent_off: 25 }]);
  await put(fixture, 'discounts', [
    { id: 'di', coupon_id: 'quarter', subscription_id: 'c', starts_at: day('01-01') },
  ]);
  await put(fixture, 'customers', [{ id: 'G', email: 'g@example.com' }]);
  await bill(fixture, [
    ...monthly('a', 'A', ['03-10', '04-10', '05-10', '06-10', '07-10'], pro),
    ...monthly('b', 'B', ['04-05', '05-05', '06-05'], basic),
    {
      id: 'in_b_up',
      customer: 'B',
      subscription: 'b',
      at: day('05-20'),
      lines: [
        over('05-20', '06-05', { amount: -774, isProration: true }),
        over('05-20', '06-05', { ...pro, amount: 2065, isProration: true }),
      ],
    },
    {
      id: 'in_b_new',
      customer: 'B',
      subscription: 'b',
      at: day('06-05'),
      lines: [over('06-05', '07-05', pro)],
    },
    {
      id: 'in_c',
      customer: 'C',
      subscription: 'c',
      at: day('01-01'),
      amount_paid: 36_000,
      lines: [{ ...over('01-01', '12-31', { price: 'pro_year', product: 'pro', amount: 48_000 }) }],
    },
    ...monthly('d1', 'D', ['02-03', '03-03', '04-03'], basic),
    ...monthly('d2', 'D', ['06-02', '07-02'], basic),
    { ...trial('e', 'E', '05-25', '06-08') },
    {
      id: 'in_e_1',
      customer: 'E',
      subscription: 'e',
      at: day('06-08'),
      attempt_count: 2,
      lines: [over('06-08', '07-08', pro)],
    },
    { ...trial('f', 'F', '04-28', '05-12') },
    ...monthly('g', 'G', ['04-01', '05-01', '06-01'], basic),
    {
      id: 'in_g_due',
      customer: 'G',
      subscription: 'g',
      at: day('06-01'),
      status: 'open',
      paid_at: null,
      amount_paid: 0,
      amount_remaining: 1500,
      attempt_count: 2,
      lines: [over('06-01', '07-01')],
    },
    ...monthly('h', 'H', ['02-20', '03-20', '04-20', '05-20'], { amount: 4500, quantity: 3 }),
    {
      id: 'in_h_less',
      customer: 'H',
      subscription: 'h',
      at: day('05-20'),
      lines: [
        over('05-20', '06-20', { amount: 4500, quantity: 3 }),
        over('05-25', '06-20', { amount: -3774, quantity: 3, isProration: true }),
        over('05-25', '06-20', { amount: 2516, quantity: 2, isProration: true }),
      ],
    },
  ]);
  await put(fixture, 'refunds', [
    { id: 're_1', amount: 700, created_at: day('05-21') },
    { id: 're_2', amount: 900, created_at: day('05-22'), status: 'failed' },
  ]);
}

const trial = (subscription: string, customer: string, from: string, to: string) => ({
  id: `in_${subscription}_trial`,
  customer,
  subscription,
  at: day(from),
  lines: [over(from, to, { ...pro, amount: 0 })],
});

describe('revenue', () => {
  beforeEach(addHistory);

  test('is what a person computes by hand from a small history', async () => {
    const { months } = await revenue();
    const figures = months.map((month) => [
      month.month,
      month.mrr_start,
      month.new,
      month.expansion,
      month.contraction,
      month.churned,
      month.reactivation,
      month.mrr,
      month.customers,
    ]);
    expect(figures).toEqual([
      ['2027-03', 9000, 4000, 0, 0, 0, 0, 13_000, 4],
      ['2027-04', 13_000, 3000, 0, 0, -1500, 0, 14_500, 5],
      ['2027-05', 14_500, 0, 2500, -1500, 0, 0, 15_500, 5],
      ['2027-06', 15_500, 4000, 0, 0, -1500, 1500, 19_500, 6],
    ]);
  });

  test('counts what was paid, paid late and given back in the month when that happened', async () => {
    const { months } = await revenue();
    const figures = months.map(({ gross, invoices, recovered, refunded, refunds }) => [
      gross,
      invoices,
      recovered,
      refunded,
      refunds,
    ]);
    expect(figures).toEqual([
      [4000 + 1500 + 4500, 3, 0, 0, 0],
      [4000 + 1500 + 1500 + 4500, 4, 0, 0, 0],
      [4000 + 1500 + 1500 + 1291 + 3242, 5, 0, 700, 1],
      [4000 + 4000 + 1500 + 4000, 4, 4000, 0, 0],
    ]);
  });

  test('says which subscriptions run, how trials ended, and who owes', async () => {
    expect(await revenue()).toMatchObject({
      subscriptions: { active: 6, past_due: 1, trialing: 1, ending: 0 },
      trials: { ended: 2, converted: 1, lost: 1 },
      failed: { count: 1, amount: 1500, oldest: [{ id: 'in_g_due', email: 'g@example.com' }] },
    });
  });

  test('by plan adds up to the whole', async () => {
    const answer = await revenue();
    expect(answer.plans).toEqual([
      { product_id: 'pro', name: 'Pro', mrr: 15_000, subscriptions: 4, gross: 25_291 },
      { product_id: 'basic', name: 'Basic', mrr: 4500, subscriptions: 2, gross: 21_242 },
    ]);
    const gross = answer.months.reduce((sum, month) => sum + Number(month.gross), 0);
    expect(25_291 + 21_242).toBe(gross);
  });
});

describe('the door to it', () => {
  test('is shut for a visitor and a person', async () => {
    const ask = (db: DatabaseFixture['service']) =>
      db.schema('billing').rpc('admin_revenue', { p_months: 12 });
    const person = fixture.asUser(await fixture.addUser('ada@example.com'));
    for (const db of [fixture.anonymous, person]) {
      expect(await ask(db)).toMatchObject({ data: null, error: { code: '42501' } });
    }
    const answer = revenueAnswer.parse((await ask(fixture.service)).data);
    expect(answer.months).toHaveLength(12);
  });
});
