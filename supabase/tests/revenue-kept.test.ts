import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import { addPrices, bill, clearHistory, pro, replace, subscribe } from './revenue-history';
import { referenceRevenue } from './revenue-reference';
import { anyStep, emptyWorld, take } from './revenue-world';

let fixture: DatabaseFixture;
beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());
beforeEach(() => clearHistory(fixture));

const MONTHS = 5;
const answerSchema = z.looseObject({
  at: z.string(),
  grace_days: z.number(),
  months: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
  plans: z.array(z.looseObject({ product_id: z.string().nullable(), gross: z.number() })),
});

async function ask(sql: string, values: unknown[]) {
  const [row] = await fixture.database.query(sql, values);
  return answerSchema.parse(row?.answer);
}
/** As operators are answered, with the months that are kept. */
const kept = (months = MONTHS) =>
  ask(`select billing.admin_revenue($1, 'usd') as answer`, [months]);
/** From the mirror alone, at the moment of another answer. */
const computed = (at: string, months = MONTHS) =>
  ask(`select admin.compute_revenue($1, 'usd', $2) as answer`, [months, at]);
const keptMonths = async () =>
  (await fixture.database.query('select month from admin.revenue_months')).length;

async function expectKeptIsTrue(months = MONTHS) {
  const answer = await kept(months);
  expect(answer).toEqual(await computed(answer.at, months));
  return answer;
}

test('whatever arrives, changes or goes, however late, the months that are kept are what a slow count over everything says', async () => {
  const now = new Date();
  const history = fc.record({
    first: fc.array(anyStep(now), { minLength: 10, maxLength: 25 }),
    then: fc.array(fc.array(anyStep(now), { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ first, then }) => {
      await clearHistory(fixture);
      const world = emptyWorld();
      for (const steps of [first, ...then]) {
        for (const step of steps) {
          const id = `${step.table}${step.number}`;
          await replace(fixture, step.table, id, take(world, step));
        }
        const { months, plans, grace_days } = await expectKeptIsTrue();
        const expected = referenceRevenue(world, MONTHS, now, grace_days);
        expect(months).toEqual(expected.months);
        const gross = plans
          .filter((plan) => plan.gross !== 0)
          .map((plan) => [plan.product_id ?? 'none', plan.gross]);
        expect(Object.fromEntries(gross)).toEqual(expected.gross);
      }
    }),
    { numRuns: 12 },
  );
});

describe('months that are over', () => {
  const monthsAgo = (months: number, day = 10) => {
    const now = new Date();
    return new Date(
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, day, 10),
    ).toISOString();
  };
  const invoice = (id: string, back: number) => ({
    id,
    customer: 'A',
    subscription: 'a',
    at: monthsAgo(back),
    lines: [{ ...pro, from: monthsAgo(back), to: monthsAgo(back - 1) }],
  });

  beforeEach(async () => {
    await addPrices(fixture);
    await subscribe(fixture, [{ id: 'a', customer: 'A', from: monthsAgo(4), ...pro }]);
    await bill(fixture, [invoice('in_4', 4), invoice('in_3', 3), invoice('in_2', 2)]);
  });

  test('are computed once, and what belongs to this month leaves them alone', async () => {
    await kept();
    const before = await keptMonths();
    await bill(fixture, [{ ...invoice('in_0', 0), at: new Date().toISOString() }]);
    await fixture.database.query(
      `update stripe.invoices set metadata = '{"note": "x"}' where id = 'in_3'`,
    );
    const marks = await fixture.database.query('select since from admin.revenue_marks');
    expect(marks).toEqual([]);
    expect(before).toBeGreaterThanOrEqual(MONTHS - 2);
    await expectKeptIsTrue();
  });

  test('are asked after only by a change of what they are computed from', async () => {
    const change = async (set: string) => {
      const client = await fixture.database.pool.connect();
      try {
        await client.query('begin');
        await client.query(
          `create or replace function admin.mark_subscription() returns trigger language plpgsql
           as $$ begin raise exception 'asked'; end $$`,
        );
        await client.query(`update stripe.subscriptions set ${set} where id = 'a'`);
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    await change(`status = 'past_due', metadata = '{"a": "b"}', trial_end = now()`);
    await expect(change('ended_at = now()')).rejects.toThrow('asked');
    const whole = await fixture.database.query(
      `select from pg_trigger
       where tgname = 'mark_revenue_change' and pg_get_triggerdef(oid) not like '%WHEN (((old.%'`,
    );
    expect(whole).toEqual([]);
  });

  test('serve any number of months', async () => {
    for (const months of [2, MONTHS, 3, 12, 1]) await expectKeptIsTrue(months);
  });

  test('are forgotten from the month on that history arrives for', async () => {
    await kept();
    await fixture.database.query(`update stripe.invoices set status = 'void' where id = 'in_2'`);
    const [mark] = await fixture.database.query('select since from admin.revenue_marks');
    expect(mark?.since).toEqual(new Date(monthsAgo(2)));
    await expectKeptIsTrue();
  });

  test('are computed again when the transaction that wrote history ends after they were kept', async () => {
    await kept();
    const late = await fixture.database.pool.connect();
    try {
      await late.query('begin');
      await late.query(`update stripe.invoices set status = 'void' where id = 'in_3'`);
      await kept();
      await late.query('commit');
    } finally {
      late.release();
    }
    await expectKeptIsTrue();
  });

  test('wait for a transaction whose change an earlier mark stands for', async () => {
    await fixture.database.query('insert into admin.revenue_marks (since) values ($1)', [
      monthsAgo(4, 1),
    ]);
    const late = await fixture.database.pool.connect();
    try {
      await late.query('begin');
      await late.query(`update stripe.invoices set status = 'void' where id = 'in_3'`);
      const asked = kept();
      await waitUntilBlocked();
      await late.query('commit');
      const answer = await asked;
      expect(answer).toEqual(await computed(answer.at));
    } finally {
      late.release();
    }
    expect(await fixture.database.query('select from admin.revenue_marks')).toEqual([]);
  });

  test('follow the days of grace', async () => {
    await kept();
    await fixture.database.query('update billing.settings set grace_days = grace_days + 3');
    await expectKeptIsTrue();
  });

  test('are told apart by currency, and forgotten with a mirror that is emptied', async () => {
    await kept();
    await ask(`select billing.admin_revenue($1, 'eur') as answer`, [MONTHS]);
    await fixture.database.query('truncate stripe.invoices');
    const { months } = await expectKeptIsTrue();
    expect(months.slice(0, -1).map(({ mrr }) => mrr)).toEqual([0, 0, 0, 0]);
  });

  async function waitUntilBlocked() {
    for (;;) {
      const blocked = await fixture.database.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (blocked.length > 0) return;
    }
  }
});
