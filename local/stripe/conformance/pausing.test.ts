import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import {
  createPayer,
  endOf,
  idOf,
  latestInvoice,
  markOf,
  PAID,
  subscribe,
  typesSince,
} from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const mark = () => markOf(fixture);
const latest = (customer: string) => latestInvoice(fixture, { customer });

describe('pausing', () => {
  it('resumes a subscription whose trial ended without a card, with a period that starts now', async () => {
    const { id: customer } = await stripe.customers.create({});
    const { id } = await subscribe(fixture, customer, shop.pro, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    let from = await mark();
    await fixture.control('advance', { seconds: 20 * DAY });
    expect(await typesSince(fixture, from)).toEqual([
      'customer.subscription.paused',
      'customer.subscription.trial_will_end',
      'customer.subscription.updated',
    ]);
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: method.id },
    });
    from = await mark();
    const resumed = await stripe.subscriptions.resume(id);
    expect(resumed).toMatchObject({
      billing_cycle_anchor: START + 20 * DAY,
      latest_invoice: (await latest(customer)).id,
      status: 'active',
    });
    expect(await typesSince(fixture, from)).toEqual(
      [
        ...PAID,
        'customer.subscription.resumed',
        'customer.subscription.updated',
        'invoice.created',
      ].sort(),
    );
    expect((await latest(customer)).total).toBe(4000);
    await expect(stripe.subscriptions.resume(id)).rejects.toThrow('Only paused');
  });

  it('stays paused until the resumption is paid, when told to', async () => {
    const { id: customer } = await stripe.customers.create({});
    const { id } = await subscribe(fixture, customer, shop.pro, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    await fixture.control('advance', { seconds: 8 * DAY });
    const waiting = await stripe.subscriptions.resume(id, {
      payment_behavior: 'resume_on_payment_success',
    });
    expect(waiting.status).toBe('paused');
    const from = await mark();
    await stripe.invoices.pay(idOf(waiting.latest_invoice), { payment_method: 'pm_card_visa' });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect(await typesSince(fixture, from)).toContain('customer.subscription.resumed');
  });

  it.each([
    ['void', 'void', 'invoice.voided'],
    ['mark_uncollectible', 'uncollectible', 'invoice.marked_uncollectible'],
    ['keep_as_draft', 'draft', null],
  ] as const)(
    'of collection (%s) lets the subscription run and charges nothing',
    async (behavior, status, event) => {
      const customer = await createPayer(fixture);
      const subscription = await subscribe(fixture, customer.id, shop.pro);
      const end = endOf(subscription);
      const paused = await stripe.subscriptions.update(subscription.id, {
        pause_collection: { behavior, resumes_at: end + 10 * DAY },
      });
      expect(paused).toMatchObject({
        pause_collection: { behavior, resumes_at: end + 10 * DAY },
        status: 'active',
      });
      let from = await mark();
      await fixture.control('advance', { to: end + 2 * HOUR });
      const types = await typesSince(fixture, from);
      expect(types).not.toContain('charge.succeeded');
      if (event) expect(types).toContain(event);
      expect((await latest(customer.id)).status).toBe(status);
      from = await mark();
      await fixture.control('advance', { to: end + 11 * DAY });
      expect(await typesSince(fixture, from)).toEqual(['customer.subscription.updated']);
      const running = await stripe.subscriptions.retrieve(subscription.id);
      expect(running).toMatchObject({ pause_collection: null, status: 'active' });
      await fixture.control('advance', { to: endOf(running) + HOUR });
      expect((await latest(customer.id)).status).toBe('paid');
    },
  );
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
