import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { planById } from '@/lib/catalog/plans';
import { getEntitlements } from '@/lib/entitlements/queries';
import { countGeneration } from '@/lib/workflows/usage/commands';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;
let people = 0;
// A hundred at once wait for one another.
vi.setConfig({ testTimeout: 90_000 });

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

describe('runs', () => {
  const workflow = async (userId: string) => {
    const { data } = await fixture
      .asUser(userId)
      .from('workflows')
      .insert({ name: 'W' })
      .select('id');
    return data?.[0]?.id ?? '';
  };
  const start = (userId: string, workflowId: string, isDryRun = false) =>
    fixture.asUser(userId).rpc('start_run', {
      p_workflow_id: workflowId,
      p_version: 1,
      p_trigger: {},
      p_is_dry_run: isDryRun,
    });
  const started = async (userId: string) => {
    const { count } = await fixture
      .asUser(userId)
      .from('workflow_runs')
      .select('id', { count: 'exact', head: true });
    return count;
  };

  test('of which 100 are started at once where 10 are left are exactly 10, and counted', async () => {
    const userId = await person();
    const workflowId = await workflow(userId);
    await fixture.database.query(
      'insert into public.workflow_usage select $1, billing.usage_period_of($1), 90, 0',
      [userId],
    );
    const answers = await Promise.all(Array.from({ length: 100 }, () => start(userId, workflowId)));
    expect(answers.filter(({ error }) => error === null)).toHaveLength(10);
    const refusal = answers.find(({ error }) => error !== null)?.error;
    expect(refusal?.code).toBe('CUE01');
    expect(JSON.parse(refusal?.details ?? '')).toEqual({
      resource: 'runs',
      limit: 100,
      used: 100,
      plan: 'free',
      upgradeTo: 'basic',
    });
    expect(await started(userId)).toBe(10);
    expect((await usageOf(userId)).runs).toBe(100);
  });

  test('begin anew with the subscription’s next period, and are kept as long as the plan says', async () => {
    const userId = await person();
    const workflowId = await workflow(userId);
    const kept = async () => {
      const [row] = await fixture.database.query(
        `select history_days from workflow_runs where user_id = $1 order by created_at desc limit 1`,
        [userId],
      );
      return row?.history_days;
    };
    await start(userId, workflowId);
    expect(await kept()).toBe(planById('free').limits.historyDays);
    await subscribe(userId, 'cue_basic', '2026-01-31T10:00:00Z');
    await fixture.database.query(
      `insert into public.workflow_usage select $1, billing.usage_period_of($1), 2000, 0
       on conflict (user_id, period_start) do update set runs = 2000`,
      [userId],
    );
    expect((await start(userId, workflowId)).error?.code).toBe('CUE01');
    await renew(userId, new Date(Date.now() - 60_000).toISOString());
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(userId, workflowId)));
    expect(answers.map(({ error }) => error)).toEqual(Array(20).fill(null));
    expect((await usageOf(userId)).runs).toBe(20);
    expect(await kept()).toBe(planById('basic').limits.historyDays);
  });

  test('that are dry use nothing up, and go on when all are used up', async () => {
    const userId = await person();
    const workflowId = await workflow(userId);
    await start(userId, workflowId, true);
    expect((await usageOf(userId)).runs).toBe(0);
  });

  test('of somebody else’s workflow cannot be started', async () => {
    const [ada, eve] = [await person(), await person()];
    const { error } = await start(eve, await workflow(ada));
    expect(error?.code).toBe('CUE04');
    expect((await usageOf(eve)).runs).toBe(0);
  });

  test('by an event are started once for each, and counted once', async () => {
    const userId = await person();
    const workflowId = await workflow(userId);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fixture.service.rpc('start_triggered_run', {
          p_user_id: userId,
          p_workflow_id: workflowId,
          p_version: 1,
          p_kind: 'stripe_event',
          p_trigger: {},
          p_dedupe_key: 'evt_1',
        }),
      ),
    );
    const results = answers.map(({ data }) => data as { runId: string; isNew: boolean });
    expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(results.map(({ runId }) => runId)).size).toBe(1);
    expect((await usageOf(userId)).runs).toBe(1);
  });

  test('that something else starts are the server’s to start', async () => {
    const userId = await person();
    const { error } = await fixture.asUser(userId).rpc('start_triggered_run', {
      p_user_id: userId,
      p_workflow_id: await workflow(userId),
      p_version: 1,
      p_kind: 'webhook',
      p_trigger: {},
      p_dedupe_key: 'x',
    });
    expect(error?.code).toBe('42501');
  });
});
