import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planById } from '@/lib/catalog/plans';
import { getEntitlements } from '@/lib/entitlements/queries';
import { countGeneration } from '@/lib/workflows/usage/commands';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;
let people = 0;

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

const person = () => fixture.addUser(`usage${(people += 1)}@example.com`);

/** Gives a person a plan whose period began at `startsAt`, as the mirror would hold it. */
async function subscribe(userId: string, productId: string, startsAt: string): Promise<void> {
  await fixture.database.query(
    `with link as (
       insert into billing.customer_links (customer_id, user_id, source) values ($1, $2, 'claim')
     ), item as (
       insert into stripe.subscription_items (id, subscription_id, price_id, product_id, quantity, currency,
         current_period_start, current_period_end, created_at)
       values ($1, $1, 'price', $3, 1, 'usd', $4::timestamptz, now() + interval '1 year', now())
     )
     insert into stripe.subscriptions (id, customer_id, status, collection_method, currency,
       cancel_at_period_end, started_at, billing_cycle_anchor, livemode, created_at)
     values ($1, $1, 'active', 'charge_automatically', 'usd', false, now(), now(), false, now())`,
    [`sub_${userId}`, userId, productId, startsAt],
  );
}

const renew = (userId: string, startsAt: string) =>
  fixture.database.query(
    'update stripe.subscription_items set current_period_start = $2 where subscription_id = $1',
    [`sub_${userId}`, startsAt],
  );

/** As many generations at once as one asks for; how many were let through, and why not the others. */
async function generate(userId: string, times: number) {
  const db = fixture.asUser(userId);
  const answers = await Promise.allSettled(
    Array.from({ length: times }, () => countGeneration(db)),
  );
  const refused = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as unknown] : [],
  );
  return { counted: times - refused.length, refused };
}

const usageOf = async (userId: string) => (await getEntitlements(fixture.asUser(userId))).usage;

describe('generations', () => {
  test('100 at once on the free plan leave exactly 20', async () => {
    const userId = await person();
    const { counted, refused } = await generate(userId, 100);
    expect(counted).toBe(20);
    expect(refused[0]).toMatchObject({
      code: 'plan_limit',
      upgradeTo: 'basic',
      detail:
        'Your plan makes 20 workflows from words a month, and they are used up. Basic has room for more.',
    });
    expect(await usageOf(userId)).toEqual({ workflows: 0, runs: 0, generations: 20 });
  });

  test('of one person do not count for another', async () => {
    const [one, two] = [await person(), await person()];
    await generate(one, 5);
    expect((await usageOf(two)).generations).toBe(0);
    const { data } = await fixture.asUser(two).from('workflow_usage').select('*');
    expect(data).toEqual([]);
  });

  test('begin anew with the subscription’s next period', async () => {
    const userId = await person();
    await subscribe(userId, 'cue_basic', '2026-01-31T10:00:00Z');
    await generate(userId, 3);
    expect((await usageOf(userId)).generations).toBe(3);
    await renew(userId, new Date(Date.now() - 60_000).toISOString());
    expect((await usageOf(userId)).generations).toBe(0);
    expect((await generate(userId, 1)).counted).toBe(1);
  });

  test('are counted as a free person’s where an older push named no number', async () => {
    const userId = await person();
    await subscribe(userId, 'cue_basic', new Date().toISOString());
    await fixture.database.query(
      `update billing.plans set limits = '{"workflows": 25}' where id = 'basic'`,
    );
    try {
      const { limits } = await getEntitlements(fixture.asUser(userId));
      expect(limits).toEqual({ ...planById('free').limits, workflows: 25 });
      expect((await generate(userId, 30)).counted).toBe(planById('free').limits.generations);
    } finally {
      await fixture.database.query('update billing.plans set limits = $1 where id = $2', [
        JSON.stringify(planById('basic').limits),
        'basic',
      ]);
    }
  });
});

describe('the period', () => {
  const periodOf = async (userId: string) => {
    const rows = await fixture.database.query('select billing.usage_period_of($1) as at', [userId]);
    return rows[0]?.at as Date;
  };

  test('without a subscription is the calendar’s month', async () => {
    const at = await periodOf(await person());
    const now = new Date();
    expect(at).toEqual(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)));
  });

  test('of a yearly subscription is a month from its start', async () => {
    const userId = await person();
    const start = new Date();
    start.setUTCDate(10);
    start.setUTCFullYear(start.getUTCFullYear() - 1);
    await subscribe(userId, 'cue_pro', start.toISOString());
    const at = await periodOf(userId);
    expect(at.getUTCDate()).toBe(10);
    const days = (Date.now() - at.getTime()) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(0);
    expect(days).toBeLessThan(32);
  });

  test('that begins later, as under a clock that was moved on, is taken as it is', async () => {
    const userId = await person();
    await subscribe(userId, 'cue_pro', '2031-03-01T00:00:00Z');
    expect(await periodOf(userId)).toEqual(new Date('2031-03-01T00:00:00Z'));
  });
});

test('what may be used up without plans in the database is nothing', async () => {
  const userId = await person();
  const connection = await fixture.database.pool.connect();
  try {
    await connection.query('begin');
    await connection.query('delete from billing.plans');
    await expect(
      connection.query(`select billing.count_use($1, 'runs')`, [userId]),
    ).rejects.toMatchObject({ code: 'CUE01' });
  } finally {
    await connection.query('rollback');
    connection.release();
  }
});
