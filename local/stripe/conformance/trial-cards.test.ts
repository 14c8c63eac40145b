import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, START } from './fixture';
import { openShop } from './open-shop';
import { createPayer, idOf, latestInvoice, subscribe } from './shop';

const { fixture, stripe, shop, rewind } = await openShop();

beforeEach(rewind);

const latest = (customer: string) => latestInvoice(fixture, { customer });

describe('a trial that begins without a card', () => {
  it('asks for one by a setup intent, and charges it in the end', async () => {
    const { id: customer } = await stripe.customers.create({});
    const made = await subscribe(fixture, customer, shop.pro, {
      expand: ['pending_setup_intent'],
      payment_behavior: 'default_incomplete',
      trial_period_days: 7,
    });
    expect(made).toMatchObject({
      pending_setup_intent: { customer, status: 'requires_payment_method', usage: 'off_session' },
      status: 'trialing',
    });
    await stripe.setupIntents.confirm(idOf(made.pending_setup_intent), {
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost:3000/',
    });
    const ready = await stripe.subscriptions.retrieve(made.id);
    expect(ready.pending_setup_intent).toBeNull();
    expect(idOf(ready.default_payment_method)).toMatch(/^pm_/);
    await fixture.control('advance', { to: START + 7 * DAY + HOUR });
    expect(await latest(customer)).toMatchObject({ status: 'paid', total: 4000 });
  });
});

describe('a trial given to a running subscription', () => {
  it.each([
    [undefined, -1000],
    ['none', 0],
  ] as const)(
    'credits what was paid (%s), and pays for a period afterwards',
    async (how, credit) => {
      const { id: customer } = await createPayer(fixture);
      const { id } = await subscribe(fixture, customer, shop.basic);
      await fixture.control('advance', { seconds: 14 * DAY });
      const end = START + 24 * DAY;
      const trialing = await stripe.subscriptions.update(id, {
        trial_end: end,
        ...(how ? { proration_behavior: how } : {}),
      });
      expect(trialing).toMatchObject({ billing_cycle_anchor: end, status: 'trialing' });
      await fixture.control('advance', { to: end + HOUR });
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
      expect(await latest(customer)).toMatchObject({ status: 'paid', total: 2000 + credit });
    },
  );
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
