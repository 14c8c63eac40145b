import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { customer } from '@/supabase/tests/stripe-objects';
import { setUpMirror } from '@/supabase/tests/mirror-fixture';
import { startSync, type SyncFixture } from '@/supabase/tests/sync-fixture';
import { parseIncoming } from './incoming';
import { retryEvents } from './worker';

vi.setConfig({ testTimeout: 60_000 });

const notification = (fields: object = {}) => ({
  id: 'evt_thin',
  object: 'v2.core.event',
  type: 'v1.customer.updated',
  created: '2027-01-15T08:00:00.000Z',
  livemode: false,
  related_object: { id: 'cus_1', type: 'customer', url: '/v1/customers/cus_1' },
  ...fields,
});

describe('a thin notification', () => {
  const mirror = setUpMirror();

  test('makes the mirror ask for the object', async () => {
    mirror.world.put(customer());
    expect(await mirror.send(notification())).toEqual({ status: 200, outcome: 'processed' });
    expect(mirror.world.requests).toEqual(['/v1/customers/cus_1']);
    expect(await mirror.row('customers', 'cus_1')).toMatchObject({ email: 'ada@example.com' });
  });

  test('and the snapshot of the same event count once', async () => {
    mirror.world.put(customer());
    const event = mirror.world.event('customer.created', customer());
    await mirror.send(event);
    const thin = notification({ type: 'v1.customer.created', snapshot_event: event.id });
    expect((await mirror.send(thin)).outcome).toBe('duplicate');
    expect(mirror.world.requests).toEqual([]);
  });

  test('of a connected account is recorded and never taken for ours', async () => {
    const other = notification({ context: 'acct_other' });
    expect((await mirror.send(other)).outcome).toBe('ignored');
    expect(await mirror.row('events', 'evt_thin')).toMatchObject({ account: 'acct_other' });
    expect(await mirror.row('customers', 'cus_1')).toBeUndefined();
  });

  test('of something that Cue does not know is recorded', async () => {
    const unknown = notification({ type: 'v1.climate.order.created', related_object: null });
    expect((await mirror.send(unknown)).outcome).toBe('ignored');
  });
});

test.each([{}, { object: 'event', id: 'evt_1' }, { object: 'customer' }, null, 'text'])(
  'what is no event is refused: %j',
  (payload) => {
    expect(() => parseIncoming(payload)).toThrow(
      expect.objectContaining({ code: 'malformed_request' }),
    );
  },
);

describe('an endpoint with thin notifications only', () => {
  let sync: SyncFixture;
  beforeAll(async () => {
    sync = await startSync('thin');
  });
  afterAll(() => sync.close());

  test('keeps the mirror as Stripe is', async () => {
    const { stripe, control } = sync;
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 4000,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    });
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'http://localhost:3000/done',
    });
    await control.confirmCheckout({ session: session.id, email: 'ada@example.com' });
    await control.advance({ seconds: 40 * 24 * 3600 });
    await control.settle();
    expect(await sync.differences()).toEqual([]);
    expect(await sync.query(`select * from stripe.events where status = 'failed'`)).toEqual([]);
  });

  test('comes through a storm of refusals: what could not be asked for is asked for later', async () => {
    const { stripe, control, deps } = sync;
    await control.hold();
    for (let index = 0; index < 20; index += 1) await stripe.customers.create({ name: 'Storm' });
    await control.faults({ rate_limited: 15 });
    await control.release();
    await vi.waitFor(
      async () => {
        await sync.query(
          `update stripe.events set next_attempt_at = now() where status in ('fetch', 'failed')`,
        );
        await retryEvents(deps, () => true);
        const open = await sync.query(
          `select id from stripe.events where status in ('received', 'fetch', 'failed')`,
        );
        expect(open).toEqual([]);
        expect(await sync.differences(['customers'])).toEqual([]);
      },
      { timeout: 30_000, interval: 50 },
    );
  });
});
