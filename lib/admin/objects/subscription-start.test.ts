import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import type { Actor } from '../actor';
import { createAdminFixture } from '../admin-fixture';
import { withClaim } from '../commands';
import { createAdminDeps } from '../deps';
import type { CommandName } from '../registry';
import { runAdminCommand } from '../run';

const app = setUpApp();
const fixture = createAdminFixture(app);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;

let admin: Actor;
let customer: string;

/** Every call is a request of its own, unless it says which. */
const run = <Name extends CommandName>(name: Name, input: unknown, requestId = randomUUID()) =>
  runAdminCommand(createAdminDeps(), { ...admin, requestId }, name, input);

const start = (more: object = {}, requestId = randomUUID()) =>
  run('subscriptions.create', { customer, lookup_key: 'pro_monthly', ...more }, requestId);

const addCard = async () => {
  const method = await app.stripe.paymentMethods.attach('pm_card_visa', { customer });
  await app.stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: method.id },
  });
};
const charged = async () => (await app.stripe.charges.list({ customer })).data.length;
const subscriptionsOf = async () =>
  (await app.stripe.subscriptions.list({ customer, status: 'all' })).data;

beforeAll(async () => {
  admin = await fixture.admin();
});
beforeEach(async () => {
  customer = (await run('customers.create', { email: `${randomUUID()}@example.com` })).id;
});

describe('a subscription that an operator starts', () => {
  it('charges nothing, also not a stored card, and waits for the customer on a page of its own', async () => {
    await addCard();
    const made = await start({ quantity: 2, metadata: { campaign: 'call' } });
    expect(made).toMatchObject({
      status: 'incomplete',
      customer_id: customer,
      items: [{ product_id: 'cue_pro', quantity: 2 }],
      invoices: [{ status: 'open', amount_due: 8000, amount_paid: 0 }],
      metadata: { campaign: 'call' },
    });
    expect(made.invoices[0]?.hosted_invoice_url).toMatch(/^http/);
    expect(await charged()).toBe(0);
  });

  it('charges the stored card when it is told to, and makes nothing where there is none', async () => {
    const now = { payment_behavior: 'error_if_incomplete' };
    await expect(start(now)).rejects.toEqual(refused('provider_refused'));
    expect(await subscriptionsOf()).toEqual([]);
    await addCard();
    expect(await start(now)).toMatchObject({ status: 'active', invoices: [{ amount_paid: 4000 }] });
    expect(await charged()).toBe(1);
  });

  it('begins with a trial, at whose end nobody without a card is dunned', async () => {
    const made = await start({ trial_period_days: 14 });
    expect(made.status).toBe('trialing');
    const days = (Date.parse(made.trial_end ?? '') - Date.parse(made.started_at)) / 86_400_000;
    expect(days).toBe(14);
    const { trial_settings } = await app.stripe.subscriptions.retrieve(made.id);
    expect(trial_settings?.end_behavior.missing_payment_method).toBe('cancel');
  });

  it('is of an active recurring price, named by its id or its lookup key', async () => {
    const { data } = await run('prices.list', { lookup_key: 'basic_monthly', active: true });
    const price = data[0]?.id ?? '';
    const product = { product: 'cue_pro', unit_amount: 100, currency: 'usd' };
    const once = await run('prices.create', product);
    const archived = await run('prices.create', { ...product, interval: 'month' });
    await run('prices.archive', { id: archived.id });
    for (const named of [
      { price },
      { lookup_key: 'none_such' },
      { lookup_key: undefined },
      { lookup_key: undefined, price: once.id },
      { lookup_key: undefined, price: archived.id },
    ]) {
      await expect(start(named), JSON.stringify(named)).rejects.toEqual(refused('invalid_fields'));
    }
    const made = await start({ lookup_key: undefined, price });
    expect(made.items).toMatchObject([{ price_id: price }]);
  });

  it('is for a customer that is there, and says by no metadata whose it is', async () => {
    await expect(start({ customer: 'cus_none' })).rejects.toEqual(refused('not_found'));
    const metadata = { cue_user_id: randomUUID() };
    await expect(start({ metadata })).rejects.toEqual(refused('invalid_fields'));
  });

  it('is never a second one beside one that is paid, waits, or is being bought', async () => {
    const price_id = (await run('prices.list', { lookup_key: 'pro_monthly' })).data[0]?.id;
    const { id: page } = await run('checkout.create_session', { price_id, customer });
    const first = await start();
    expect((await app.stripe.checkout.sessions.retrieve(page)).status).toBe('expired');
    await expect(start()).rejects.toEqual(refused('conflict'));
    await run('subscriptions.cancel', { id: first.id, when: 'now', confirm: first.id });
    expect((await start()).id).not.toBe(first.id);
  });

  it('is made once when the same request is repeated, and once by ten at once', async () => {
    const requestId = randomUUID();
    const [first, again] = [await start({}, requestId), await start({}, requestId)];
    expect(again.id).toBe(first.id);
    customer = (await run('customers.create', { email: 'many@example.com' })).id;
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => start()));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toEqual(refused('conflict'));
    }
    expect(await subscriptionsOf()).toHaveLength(1);
  });
});

describe('a claim', () => {
  it('is one at a time, given back also after a failure, and taken over when its time is past', async () => {
    const { db } = createAdminDeps();
    const name = `test ${randomUUID()}`;
    const inner = withClaim(db, name, () =>
      withClaim(db, name, () => Promise.resolve('never reached')),
    );
    await expect(inner).rejects.toEqual(refused('conflict'));
    const left = () => app.database.query('select * from admin.claims where name = $1', [name]);
    expect(await left()).toEqual([]);
    await app.database.query(
      `insert into admin.claims values ($1, gen_random_uuid(), now() - interval '1 second')`,
      [name],
    );
    expect(await withClaim(db, name, () => Promise.resolve('done'))).toBe('done');
    expect(await left()).toEqual([]);
  });
});

describe('the discounts of a subscription', () => {
  const coupon = async (percent: number, name: string) =>
    (await run('coupons.create', { percent_off: percent, duration: 'forever', name })).id;

  it('are shown with what they take, of what they are and until when, and are removed one by one', async () => {
    const [spring, loyal] = [await coupon(10, 'Spring'), await coupon(5, 'Loyal')];
    const code = await run('promotion_codes.create', { coupon: loyal, code: 'LOYAL-5' });
    await addCard();
    const { id } = await start({ payment_behavior: 'error_if_incomplete' });
    const discounts = [{ coupon: spring }, { promotion_code: code.id }];
    await app.stripe.subscriptions.update(id, { discounts });
    await app.control.settle();

    const shown = (await run('subscriptions.get', { id })).discounts;
    expect(shown.map((each) => [each.coupon_name, each.percent_off, each.promotion_code])).toEqual(
      expect.arrayContaining([
        ['Spring', 10, null],
        ['Loyal', 5, 'LOYAL-5'],
      ]),
    );
    expect(shown.map(({ applies_to }) => applies_to)).toEqual(['subscription', 'subscription']);
    const gone = shown.find(({ coupon_name }) => coupon_name === 'Spring')?.id;
    const removal = { id, discount: gone };
    await expect(run('subscriptions.remove_discount', removal)).rejects.toEqual(
      refused('confirmation_required'),
    );
    const left = await run('subscriptions.remove_discount', { ...removal, confirm: id });
    expect(left.discounts.map(({ coupon_name }) => coupon_name)).toEqual(['Loyal']);
    const atStripe = await app.stripe.subscriptions.retrieve(id, { expand: ['discounts'] });
    expect(atStripe.discounts).toMatchObject([{ source: { coupon: loyal } }]);

    const last = { id, discount: left.discounts[0]?.id, confirm: id };
    expect((await run('subscriptions.remove_discount', last)).discounts).toEqual([]);
    await expect(run('subscriptions.remove_discount', last)).rejects.toEqual(refused('not_found'));
    await app.control.settle();
    expect((await run('subscriptions.get', { id })).discounts).toEqual([]);
  });

  it('of an item and of the customer are named as such; the customer’s counts only without an own', async () => {
    const made = await start();
    const rows = [
      { id: 'di_item', subscription_item_id: made.items[0]?.id, subscription_id: made.id },
      { id: 'di_customer' },
      { id: 'di_once', subscription_id: made.id, invoice_id: 'in_1' },
      { id: 'di_over', subscription_id: made.id, ends_at: '2020-02-01T00:00:00Z' },
      { id: 'di_gone', subscription_id: made.id, deleted_at: '2020-02-01T00:00:00Z' },
      { id: 'di_other', subscription_id: 'sub_other' },
    ];
    const add = (row: object) =>
      app.database.query(
        'insert into stripe.discounts select * from jsonb_populate_record(null::stripe.discounts, $1)',
        [JSON.stringify({ customer_id: customer, starts_at: '2020-01-01T00:00:00Z', ...row })],
      );
    for (const row of rows) await add(row);
    const shown = async () =>
      Object.fromEntries(
        (await run('subscriptions.get', { id: made.id })).discounts.map((each) => [
          each.id,
          each.applies_to,
        ]),
      );
    expect(await shown()).toEqual({ di_item: 'item', di_customer: 'customer' });
    await add({ id: 'di_own', subscription_id: made.id });
    expect(await shown()).toEqual({ di_item: 'item', di_own: 'subscription' });
  });
});

describe('a customer who is deleted', () => {
  const remove = () => run('customers.delete', { id: customer, confirm: customer });

  it('is gone at Stripe, stays in the mirror as deleted, and is found no more', async () => {
    await expect(run('customers.delete', { id: customer })).rejects.toEqual(
      refused('confirmation_required'),
    );
    expect(await remove()).toEqual({ id: customer, result: 'deleted', reason: null });
    expect(await app.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
    const kept = await run('customers.get', { id: customer });
    expect(kept.deleted_at).not.toBeNull();
    expect((await run('customers.search', { q: kept.email ?? '' })).data).toEqual([]);
    await expect(remove()).rejects.toEqual(refused('not_found'));
  });

  it('has no subscription that is not over, also none that begins at this moment', async () => {
    const { id } = await start();
    await expect(remove()).rejects.toEqual(refused('conflict'));
    await run('subscriptions.cancel', { id, when: 'now', confirm: id });
    await withClaim(createAdminDeps().db, `subscription of ${customer}`, async () => {
      await expect(remove()).rejects.toEqual(refused('conflict'));
    });
    expect(await app.stripe.customers.retrieve(customer)).not.toHaveProperty('deleted');
    expect(await remove()).toMatchObject({ result: 'deleted' });
  });
});
