import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startSync, type SyncFixture } from '@/supabase/tests/sync-fixture';
import { runJob } from './jobs';
import { toId } from '@/lib/stripe/rows/row';
import { createPacer } from './pacer';
import { scanObjects } from './scan';
import { sweepEvents } from './sweep';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let sync: SyncFixture;

beforeEach(async () => {
  sync = await startSync();
});
afterEach(() => sync.close());

const DAY = 24 * 3600;
const deliver = () => Promise.resolve();
const pace = createPacer(1000);

const run = (job: 'work' | 'sweep' | 'scan') =>
  runJob(sync.deps, job, { deliver, budgetMs: 60_000 });

/** A subscriber with everything that the mirror keeps something of. */
async function sell() {
  const { stripe } = sync;
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 4000,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
    lookup_key: 'pro',
  });
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'QUARTER',
  });
  const feature = await stripe.entitlements.features.create({
    name: 'Export',
    lookup_key: 'export',
  });
  await stripe.products.createFeature(toId(price.product), { entitlement_feature: feature.id });
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  await stripe.customers.update(customer.id, {
    invoice_settings: { default_payment_method: method.id },
  });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    discounts: [{ coupon: coupon.id }],
  });
  const [charge] = (await stripe.charges.list({ customer: customer.id })).data;
  if (charge === undefined) throw new Error('Nothing was paid');
  await stripe.refunds.create({ charge: charge.id, amount: 500 });
  const [invoice] = (await stripe.invoices.list({ customer: customer.id })).data;
  if (invoice?.id === undefined) throw new Error('There is no invoice');
  await stripe.creditNotes.create({ invoice: invoice.id, amount: 100, credit_amount: 100 });
  return { price, coupon, customer, subscription, product: toId(price.product) };
}

describe('deliveries alone', () => {
  test('bring every kind of object to the mirror', async () => {
    await sell();
    await sync.control.settle();
    expect(await sync.differences()).toEqual([]);
    const [counts] = await sync.query(
      `select (select count(*)::int from stripe.active_entitlements) as entitlements,
        (select count(*)::int from stripe.discounts where subscription_id is not null) as discounts,
        (select count(*)::int from stripe.invoice_lines) as lines,
        (select count(*)::int from stripe.refunds) as refunds,
        (select count(*)::int from stripe.credit_notes) as notes,
        (select count(*)::int from stripe.promotion_codes) as codes`,
    );
    expect(counts).toMatchObject({ entitlements: 1, discounts: 1, refunds: 1, notes: 1, codes: 1 });
    expect(Number(counts?.lines)).toBeGreaterThan(0);
  });

  test('leave no secret of a payment in the database', async () => {
    await sell();
    await sync.control.settle();
    const [found] = await sync.query(
      `select (select count(*)::int from stripe.objects where data ? 'client_secret') +
        (select count(*)::int from stripe.events where payload #> '{data,object}' ? 'client_secret') as secrets`,
    );
    expect(found).toEqual({ secrets: 0 });
  });
});

describe('a sweep', () => {
  test('takes in what was never delivered, once', async () => {
    await sync.control.settle();
    await run('scan');
    await sync.control.faults({ drop: ['*'] });
    const { subscription } = await sell();
    await sync.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const swept = await run('sweep');
    expect(swept).toMatchObject({ outcome: 'done', counts: { failed: 0 } });
    expect(swept.counts.found).toBeGreaterThan(10);
    expect(await sync.differences()).toEqual([]);
    expect((await run('sweep')).counts.found).toBe(0);
  });

  test('after weeks of silence reads the objects instead', async () => {
    await sync.control.settle();
    await run('scan');
    await sync.control.faults({ drop: ['*'] });
    await sell();
    await sync.control.advance({ seconds: 40 * DAY });
    expect(await run('sweep')).toMatchObject({ job: 'sweep', outcome: 'done' });
    expect(await sync.differences()).toEqual([]);
  });
});

describe('the boundary of a sweep', () => {
  test('loses no event that Stripe lists later than it is stamped', async () => {
    const { product } = await sell();
    await sync.control.settle();
    await run('scan');
    await sync.control.faults({ drop: ['*'] });
    await sync.stripe.products.update(product, { name: 'Late' });
    await run('sweep');
    // As if the list had not shown it yet when the cursor went past it.
    await sync.query(`delete from stripe.events where type = 'product.updated'`);
    expect(await run('sweep')).toMatchObject({ outcome: 'done', counts: { found: 1 } });
  });

  test('goes on from the last page when it ran out of time', async () => {
    await sync.control.settle();
    await run('scan');
    await sync.control.faults({ drop: ['*'] });
    for (let index = 0; index < 130; index += 1) await sync.stripe.products.create({ name: 'P' });
    const kinds: string[] = [];
    let calls = 0;
    do {
      let isFirst = true;
      const hasTime = () => {
        const has = isFirst;
        isFirst = false;
        return has;
      };
      kinds.push((await sweepEvents(sync.deps, { pace, hasTime })).kind);
      calls += 1;
    } while (kinds.at(-1) === 'paused' && calls < 10);
    expect(kinds).toEqual(['paused', 'done']);
    expect(await sync.differences(['products'])).toEqual([]);
  });
});

describe('a scan', () => {
  test('never overwrites what an event told while its page was on its way', async () => {
    const { product } = await sell();
    await sync.control.settle();
    let pages = 0;
    const slow: typeof pace = async (request) => {
      const reply = await request();
      pages += 1;
      // The second request is the first page, of products: its answer is old when it arrives.
      if (pages === 2) {
        await sync.stripe.products.update(product, { name: 'Newer' });
        await sync.control.settle();
      }
      return reply;
    };
    await scanObjects(sync.deps, { pace: slow, hasTime: () => true });
    expect(await sync.differences(['products'])).toEqual([]);
    const rows = await sync.query('select name from stripe.products');
    expect(rows).toEqual([{ name: 'Newer' }]);
  });

  test('finds what was there before the mirror, and takes none of it for drift', async () => {
    await sync.control.faults({ drop: ['*'] });
    await sell();
    expect(await run('scan')).toMatchObject({ outcome: 'done' });
    expect(await sync.differences()).toEqual([]);
    expect(await sync.query('select * from stripe.drift')).toEqual([]);
  });

  test('notes what it mends, and gives a tombstone only to what Stripe denies', async () => {
    const { product, price, customer, subscription } = await sell();
    await sync.control.settle();
    await run('scan');
    await sync.control.faults({ drop: ['*'] });
    await sync.stripe.products.update(product, { name: 'Renamed' });
    await sync.stripe.subscriptions.cancel(subscription.id);
    await sync.stripe.customers.del(customer.id);
    await sync.stripe.prices.update(price.id, { nickname: 'new' });
    await run('scan');
    expect(await sync.differences()).toEqual([]);
    const drift = await sync.query(
      'select object_type, diff from stripe.drift order by object_type, id',
    );
    expect(drift).toContainEqual(
      expect.objectContaining({
        object_type: 'product',
        diff: expect.objectContaining({ name: ['Pro', 'Renamed'] }) as unknown,
      }),
    );
    expect(drift).toContainEqual(
      expect.objectContaining({ object_type: 'customer', diff: { deleted: [false, true] } }),
    );
    const rows = await sync.query('select deleted_at from stripe.customers');
    expect(rows[0]?.deleted_at).not.toBeNull();
  });

  test('takes nothing for drift whose event was only on its way', async () => {
    const { product } = await sell();
    await sync.control.settle();
    await run('scan');
    await sync.control.hold();
    await sync.stripe.products.update(product, { name: 'Renamed' });
    await run('scan');
    await sync.control.faults({});
    await sync.control.release();
    await sync.control.settle();
    const open = await sync.query('select * from stripe.drift where explained_by is null');
    expect(open).toEqual([]);
  });

  test('that is ended after any page goes on where it was', async () => {
    await sync.control.faults({ drop: ['*'] });
    await sell();
    let result = await scanObjects(sync.deps, { pace, hasTime: () => true });
    await sync.query(`delete from stripe.objects; delete from stripe.sync_state`);
    let pages = 0;
    do {
      let isFirst = true;
      // One page a call: the next call may as well be another server's.
      result = await scanObjects(sync.deps, {
        pace,
        hasTime: () => {
          const has = isFirst;
          isFirst = false;
          return has;
        },
      });
      pages += 1;
    } while (result.kind === 'paused');
    expect(pages).toBeGreaterThan(10);
    expect(result.kind).toBe('done');
    expect(await sync.differences()).toEqual([]);
  });

  test('runs once however many servers begin it at the same moment', async () => {
    await sell();
    await sync.control.settle();
    const results = await Promise.all([run('scan'), run('scan'), run('scan')]);
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['busy', 'busy', 'done']);
  });

  test('waits as long as Stripe says when there were too many requests', async () => {
    await sell();
    await sync.control.settle();
    await sync.control.faults({ rate_limited: 3 });
    expect(await run('scan')).toMatchObject({ outcome: 'done' });
  });
});
