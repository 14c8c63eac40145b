import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type Stripe from 'stripe';
import { createControl } from '../control';
import { DAY, HOUR, START, startFixture, type Fixture } from './fixture';
import { startListener, type Listener } from './listen';
import { createPayer, createShop, idOf, PAID, subscribe, type Shop } from './shop';

const SECRET = 'whsec_control';

let fixture: Fixture;
let stripe: Stripe;
let control: ReturnType<typeof createControl>;
let shop: Shop;
let opened: string;
let listener: Listener;

beforeAll(async () => {
  fixture = await startFixture(null);
  ({ stripe } = fixture);
  control = createControl(fixture.base);
  shop = await createShop(fixture);
  opened = await control.snapshot();
});

beforeEach(async () => {
  await control.restore(opened);
  listener = await startListener();
  await control.webhookEndpoint({ url: listener.url, secret: SECRET });
});

afterEach(async () => {
  await control.faults({});
  await control.settle();
  await listener.close();
});

afterAll(async () => {
  await fixture.close();
});

const createNamed = async (...names: string[]) => {
  for (const name of names) await stripe.customers.create({ name });
};

const arrived = () =>
  listener.bodies.map(({ event }) => (event.data.object as Stripe.Customer).name);

describe('snapshot and restore', () => {
  it('bring every world back, clock and keys included, and never an id twice', async () => {
    const { id: acct } = await stripe.accounts.create({ type: 'standard' });
    const on = { stripeAccount: acct };
    const kept = await stripe.customers.create({ name: 'kept' }, on);
    const before = await control.snapshot();
    const { now } = await control.state();
    const lost = await stripe.customers.create({}, { idempotencyKey: 'lost' });
    await stripe.customers.del(kept.id, {}, on);
    await stripe.accounts.create({ type: 'standard' });
    await control.advance({ seconds: DAY });
    await control.restore(before);
    expect((await stripe.customers.retrieve(kept.id, {}, on)).deleted).toBeUndefined();
    await expect(stripe.customers.retrieve(lost.id)).rejects.toThrow('No such customer');
    const state = await control.state();
    expect([state.now, Object.keys(state.accounts)]).toEqual([now, [acct]]);
    const again = await stripe.customers.create({}, { idempotencyKey: 'lost' });
    expect(again.id).not.toBe(lost.id);
  });
});

describe('advance', () => {
  it('does what falls due on the way, each thing at its own time', async () => {
    const customer = await createPayer(fixture);
    await subscribe(fixture, customer.id, shop.pro);
    const { now } = await control.advance({ to: START + 29 * DAY });
    expect(now).toBe(START + 29 * DAY);
    await control.advance({ seconds: 2 * HOUR });
    const [renewal] = (await stripe.invoices.list({ customer: customer.id })).data;
    expect(renewal?.status_transitions.paid_at).toBe(START + 28 * DAY + HOUR);
    await expect(control.advance({ to: START })).rejects.toThrow('cannot go back');
    await expect(control.advance({ to: 1.5 })).rejects.toThrow('at to');
  });
});

describe('settle', () => {
  it('waits for deliveries that are tried again, and says how many are not done', async () => {
    listener.answers.push(500, 500);
    await createNamed('late');
    await control.settle();
    expect(arrived()).toEqual(['late', 'late', 'late']);
    listener.answers.push(...Array<number>(20).fill(500));
    await createNamed('never');
    await expect(control.settle(300)).rejects.toThrow('1 webhook deliveries are not done.');
    listener.answers.length = 0;
  });
});

describe('hold and release', () => {
  it('keep everything back, then bring it in the order of the seed, once each', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const runs: unknown[][] = [];
    for (const seed of ['x', 'x', 'y']) {
      await control.hold();
      const mark = listener.bodies.length;
      await createNamed(...names);
      await control.settle();
      expect(listener.bodies).toHaveLength(mark);
      const { data } = await stripe.events.list({ limit: 6 });
      expect(new Set(data.map((event) => event.pending_webhooks))).toEqual(new Set([2]));
      expect(await control.release({ order: 'shuffled', seed })).toBe(2 * names.length);
      runs.push(arrived().slice(mark));
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    for (const run of runs) expect([...run].sort()).toEqual(names);
    await control.hold();
    const mark = listener.bodies.length;
    await createNamed('one', 'two');
    await control.release({ order: 'reversed' });
    expect(arrived().slice(mark)).toEqual(['two', 'one']);
    expect((await control.state()).faults.hold).toBe(false);
  });
});

describe('duplicates', () => {
  it('are copies of one event under one id, each with a signature that holds', async () => {
    await control.faults({ duplicates: 3 });
    await createNamed('four times');
    await control.settle();
    expect(listener.bodies).toHaveLength(4);
    const [first] = listener.bodies;
    for (const { event, raw, signature } of listener.bodies) {
      expect([event.id, event.data]).toEqual([first?.event.id, first?.event.data]);
      expect(stripe.webhooks.constructEvent(raw, signature, SECRET).id).toBe(event.id);
    }
    expect((await stripe.events.retrieve(first?.event.id ?? '')).pending_webhooks).toBe(0);
  });
});

describe('drop', () => {
  it('loses the named types and no others, and the events stay on record', async () => {
    const customer = await createPayer(fixture);
    await control.settle();
    listener.bodies.length = 0;
    await control.faults({ drop: ['invoice.paid', 'charge.succeeded'] });
    await subscribe(fixture, customer.id, shop.pro);
    await control.settle();
    const paid = new Set<string>(listener.bodies.map(({ event }) => event.type));
    expect(PAID.filter((type) => !paid.has(type))).toEqual(['charge.succeeded', 'invoice.paid']);
    const { data } = await stripe.events.list({ types: ['invoice.paid', 'charge.succeeded'] });
    expect(data.map(({ type }) => type).sort()).toEqual(['charge.succeeded', 'invoice.paid']);
    const dropped = (await control.deliveries()).filter(({ status }) => status === 'dropped');
    expect(new Set(dropped.map(({ eventType }) => eventType))).toEqual(
      new Set(['invoice.paid', 'charge.succeeded']),
    );
    listener.bodies.length = 0;
    await control.faults({ drop: ['*'] });
    await createNamed('lost');
    await control.settle();
    expect(listener.bodies).toEqual([]);
    const [lost] = (await stripe.events.list({ limit: 1, delivery_success: false })).data;
    expect(lost?.type).toBe('customer.created');
  });
});

describe('delay', () => {
  it('lets each delivery wait first', async () => {
    await control.faults({ delay_ms: 150 });
    const begun = Date.now();
    await createNamed('late');
    const [waiting] = await control.deliveries();
    expect(waiting?.status).toBe('pending');
    expect((waiting?.nextAttemptAt ?? 0) - (waiting?.at ?? 0)).toBe(150);
    expect(listener.bodies).toEqual([]);
    await control.settle();
    expect(arrived()).toEqual(['late']);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(150);
  });

  it('lets each request take longer', async () => {
    await control.faults({ latency_ms: 80 });
    const begun = performance.now();
    await stripe.customers.list();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(79);
  });
});

describe('fail-next', () => {
  it('declines as many payments as told, with the code, whatever the card; then they pass', async () => {
    await control.failNext({ count: 2, decline_code: 'lost_card' });
    const customer = await createPayer(fixture);
    const pay = () =>
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        customer: customer.id,
        payment_method: idOf(customer.invoice_settings.default_payment_method),
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      });
    const declined = { code: 'card_declined', decline_code: 'lost_card', statusCode: 402 };
    await expect(pay()).rejects.toMatchObject(declined);
    await expect(pay()).rejects.toMatchObject(declined);
    expect((await pay()).status).toBe('succeeded');
    await expect(control.failNext({ count: 0 })).rejects.toThrow('at count');
  });
});

describe('resend', () => {
  it('brings an event once more, the same as before', async () => {
    await createNamed('again');
    await control.settle();
    const [first] = listener.bodies;
    await control.resend(first?.event.id ?? '');
    await control.settle();
    expect(listener.bodies).toHaveLength(2);
    expect(listener.bodies[1]?.event.data).toEqual(first?.event.data);
    await expect(control.resend('evt_none')).rejects.toThrow("No such event: 'evt_none'");
  });
});

describe('deliveries', () => {
  it('tell what became of each, newest first', async () => {
    listener.answers.push(404);
    await createNamed('first', 'second');
    await control.settle();
    const mine = (await control.deliveries()).filter(({ url }) => url === listener.url);
    expect(mine.map(({ status, responseStatus }) => [status, responseStatus])).toEqual([
      ['succeeded', 200],
      ['succeeded', 200],
    ]);
    expect(mine.map(({ attempt }) => attempt).sort()).toEqual([1, 2]);
    const [newest] = (await stripe.events.list({ limit: 1 })).data;
    expect(mine[0]?.event).toBe(newest?.id);
  });
});

describe('rate_limited', () => {
  it('answers as many requests with 429 as told, then all is well', async () => {
    await control.faults({ rate_limited: 1 });
    await expect(stripe.customers.list()).rejects.toMatchObject({
      statusCode: 429,
      code: 'rate_limit',
    });
    expect((await stripe.customers.list()).object).toBe('list');
  });
});

describe('discount-customer', () => {
  it('gives a customer of any world what only the dashboard can give', async () => {
    const { id: acct } = await stripe.accounts.create({ type: 'standard' });
    for (const on of [{}, { stripeAccount: acct }]) {
      const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' }, on);
      const { id } = await stripe.customers.create({}, on);
      const discount = await control.discountCustomer(id, coupon.id);
      const seen = (await stripe.customers.retrieve(id, {}, on)) as Stripe.Customer;
      expect(seen.discount?.id).toBe(discount);
    }
    await expect(control.discountCustomer('cus_none', 'x')).rejects.toThrow('No such customer');
  });
});

describe('retries', () => {
  it('end unpaid renewals as told', async () => {
    await control.retries({ retry_after_days: [1], finally: 'unpaid' });
    const customer = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer.id, shop.pro);
    await control.failNext({ count: 2 });
    await control.advance({ seconds: 31 * DAY });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('unpaid');
  });
});

describe('reset', () => {
  it('forgets all worlds, the clock too, and keeps the endpoints of the platform', async () => {
    await stripe.accounts.create({ type: 'standard' });
    await control.advance({ seconds: DAY });
    await control.reset();
    const { accounts, counts, now } = await control.state();
    expect([accounts, counts, now]).toEqual([{}, { webhook_endpoint: 2 }, START]);
    await createNamed('after');
    await control.settle();
    expect(arrived()).toEqual(['after']);
  });
});

describe('a request that does not fit', () => {
  it('is refused by the name of the field', async () => {
    const refused: [Promise<unknown>, string][] = [
      [control.faults({ duplicates: 21 }), 'at duplicates'],
      [control.faults(JSON.parse('{ "hodl": true }') as object), '"hodl"'],
      [control.release(JSON.parse('{ "order": "random" }') as object), 'at order'],
      [control.webhookEndpoint({ url: 'nowhere', secret: SECRET }), 'at url'],
      [control.webhookEndpoint({ url: listener.url, secret: 'x' }), 'at secret'],
      [control.retries({ retry_after_days: [-1] }), 'at retry_after_days'],
      [control.restore('nonsense'), 'No such snapshot: nonsense'],
      [control.confirmCheckout({ session: 'cs_none' }), 'No such checkout.session'],
    ];
    for (const [answer, field] of refused) await expect(answer).rejects.toThrow(field);
    expect((await control.state()).faults.hold).toBe(false);
  });
});
