import { expect, test } from 'vitest';
import { mirroredTypes } from '@/lib/stripe/rows/rows';
import { setUpMirror } from './mirror-fixture';
import { product, subscription } from './stripe-objects';

const mirror = setUpMirror();

const project = (type: string, rows: object) =>
  mirror.fixture.database.query(`select stripe.project($1, 'x_1', $2, false, now(), null, null)`, [
    type,
    JSON.stringify(rows),
  ]);
const versionOf = async (table: string, id: string) => {
  const rows = await mirror.fixture.database.query(
    `select xmin::text as written from stripe.${table} where id = $1`,
    [id],
  );
  return rows[0]?.written;
};

test('every type that has rows is known to the function that writes them', async () => {
  for (const type of mirroredTypes) await project(type, {});
  await expect(project('climate.order', {})).rejects.toThrow('not mirrored');
});

test('rows of another type, and columns that are not there yet, are refused and not dropped', async () => {
  await expect(project('product', { prices: [] })).rejects.toThrow('no rows in one of');
  await expect(project('coupon', { coupons: [{ id: 'x_1', news: 1 }] })).rejects.toThrow('news');
  await expect(
    project('subscription', { subscription_items: [{ id: 'x_1', news: 1 }] }),
  ).rejects.toThrow('news');
});

test('a column that a row says nothing of keeps what it has', async () => {
  await mirror.send(mirror.world.event('product.created', product({ description: 'Much' })));
  await mirror.fixture.database.query(`update stripe.products set default_price_id = 'price_1'`);
  mirror.world.now += 10;
  const silent = product({ description: 'More' });
  Reflect.deleteProperty(silent, 'default_price');
  await mirror.send(mirror.world.event('product.updated', silent));
  expect(await mirror.row('products', 'cue_pro')).toMatchObject({
    description: 'More',
    default_price_id: 'price_1',
  });
});

test('children are written when their list changed, and only then', async () => {
  await mirror.send(mirror.world.event('customer.subscription.created', subscription()));
  const first = await versionOf('subscription_items', 'si_1');
  mirror.world.now += 10;
  const late = subscription({ status: 'past_due' });
  await mirror.send(mirror.world.event('customer.subscription.updated', late));
  expect(await versionOf('subscription_items', 'si_1')).toBe(first);
  expect(await mirror.row('subscriptions', 'sub_1')).toMatchObject({ status: 'past_due' });
});

test('children come back with their parent although their list is as it was', async () => {
  const itemIsGone = async () =>
    (await mirror.row('subscription_items', 'si_1'))?.deleted_at !== null;
  await mirror.send(mirror.world.event('customer.subscription.created', subscription()));
  // In the same second, so Stripe is asked, and has no such subscription.
  const odd = subscription({ metadata: { odd: 'yes' } });
  await mirror.send(mirror.world.event('customer.subscription.updated', odd));
  odd.metadata = { odd: 'no' };
  await mirror.send(mirror.world.event('customer.subscription.updated', odd));
  expect(await itemIsGone()).toBe(true);
  mirror.world.now += 10;
  await mirror.send(mirror.world.event('customer.subscription.updated', subscription()));
  expect(await itemIsGone()).toBe(false);
});

test('what somebody broke in a child is mended by the next answer of Stripe', async () => {
  await mirror.send(mirror.world.event('customer.subscription.created', subscription()));
  await mirror.fixture.database.query(`update stripe.subscription_items set quantity = 99`);
  mirror.world.put(subscription({ status: 'past_due' }));
  // Two changes in one second: Stripe is asked.
  for (const status of ['active', 'past_due']) {
    const event = subscription({ status, metadata: { status } });
    await mirror.send(mirror.world.event('customer.subscription.updated', event));
  }
  expect(mirror.world.requests).not.toEqual([]);
  expect(await mirror.row('subscription_items', 'si_1')).not.toMatchObject({ quantity: '99' });
});
