import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';

let fixture: DatabaseFixture;

beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

/** Gives a person a plan, as the mirror would hold it. */
async function subscribe(userId: string, productId: string): Promise<void> {
  const id = `sub_${userId}`;
  await fixture.database.query(
    `with link as (
       insert into billing.customer_links (customer_id, user_id, source) values ($1, $2, 'claim')
     ), item as (
       insert into stripe.subscription_items (id, subscription_id, price_id, product_id, quantity, currency,
         current_period_start, current_period_end, created_at)
       values ($1, $1, 'price', $3, 1, 'usd', now(), now(), now())
     )
     insert into stripe.subscriptions (id, customer_id, status, collection_method, currency,
       cancel_at_period_end, started_at, billing_cycle_anchor, livemode, created_at)
     values ($1, $1, 'active', 'charge_automatically', 'usd', false, now(), now(), false, now())`,
    [id, userId, productId],
  );
}

const count = async (userId: string) => {
  const { data } = await fixture.asUser(userId).from('workflows').select('id');
  return data?.length;
};

test('100 workflows made at once by a free user leave exactly 3', async () => {
  const userId = await fixture.addUser('hundred@example.com');
  const db = fixture.asUser(userId);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => db.from('workflows').insert({ name: `W ${index}` })),
  );
  expect(answers.filter(({ error }) => error === null)).toHaveLength(3);
  expect(new Set(answers.map(({ error }) => error?.code))).toEqual(new Set([undefined, 'CUE01']));
  expect(await count(userId)).toBe(3);
});

test('100 made at once over separate connections leave exactly 3', async () => {
  const userId = await fixture.addUser('connections@example.com');
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, () =>
      fixture.database.query(`insert into public.workflows (user_id, name) values ($1, 'x')`, [
        userId,
      ]),
    ),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await count(userId)).toBe(3);
});

test('many in one statement are counted one by one', async () => {
  const userId = await fixture.addUser('bulk@example.com');
  const rows = Array.from({ length: 5 }, (_, index) => ({ name: `W ${index}` }));
  const { error } = await fixture.asUser(userId).from('workflows').insert(rows);
  expect(error?.code).toBe('CUE01');
  expect(await count(userId)).toBe(0);
});

test('the refusal names limit, use, plan and the plan that has room', async () => {
  const userId = await fixture.addUser('refused@example.com');
  const db = fixture.asUser(userId);
  await db.from('workflows').insert([{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
  const { error } = await db.from('workflows').insert({ name: 'D' });
  expect(error?.message).toBe('plan_limit');
  expect(JSON.parse(error?.details ?? '')).toEqual({
    limit: 3,
    used: 3,
    plan: 'free',
    upgradeTo: 'basic',
  });
});

test('a deleted workflow makes room for another', async () => {
  const userId = await fixture.addUser('room@example.com');
  const db = fixture.asUser(userId);
  await db.from('workflows').insert([{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
  await db.from('workflows').delete().eq('name', 'A');
  expect((await db.from('workflows').insert({ name: 'D' })).error).toBeNull();
});

test('a paid plan raises the limit, the highest lifts it', async () => {
  const rows = (size: number) => Array.from({ length: size }, () => ({ name: 'x' }));
  const basic = await fixture.addUser('basic@example.com');
  await subscribe(basic, 'cue_basic');
  expect((await fixture.asUser(basic).from('workflows').insert(rows(25))).error).toBeNull();
  const over = await fixture.asUser(basic).from('workflows').insert({ name: 'x' });
  expect(JSON.parse(over.error?.details ?? '')).toMatchObject({ limit: 25, upgradeTo: 'pro' });

  const enterprise = await fixture.addUser('enterprise@example.com');
  await subscribe(enterprise, 'cue_enterprise');
  expect((await fixture.asUser(enterprise).from('workflows').insert(rows(300))).error).toBeNull();
});

test('the limit of one person does not depend on what others keep', async () => {
  const [first, second] = [
    await fixture.addUser('one@example.com'),
    await fixture.addUser('two@example.com'),
  ];
  const three = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];
  expect((await fixture.asUser(first).from('workflows').insert(three)).error).toBeNull();
  expect((await fixture.asUser(second).from('workflows').insert(three)).error).toBeNull();
});

test('without plans in the database nothing is allowed', async () => {
  const userId = await fixture.addUser('closed@example.com');
  const connection = await fixture.database.pool.connect();
  try {
    await connection.query('begin');
    await connection.query('delete from billing.plans');
    await expect(
      connection.query(`insert into public.workflows (user_id, name) values ($1, 'x')`, [userId]),
    ).rejects.toMatchObject({ code: 'CUE01' });
  } finally {
    await connection.query('rollback');
    connection.release();
  }
});
