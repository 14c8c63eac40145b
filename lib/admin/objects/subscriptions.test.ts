import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import type { Actor } from '../actor';
import { createAdminFixture } from '../admin-fixture';
import { createAdminDeps } from '../deps';
import { runAdminCommand } from '../run';
import type { CommandName } from '../registry';

const app = setUpApp();
const fixture = createAdminFixture(app);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;

let admin: Actor;
let id: string;
let customer: string;

/** Every call is a request of its own, as it is in the console. */
const run = <Name extends CommandName>(name: Name, input: unknown) =>
  runAdminCommand(createAdminDeps(), { ...admin, requestId: randomUUID() }, name, input);

async function buyPro() {
  const person = await app.addPerson();
  await app.buy(person, 'pro');
  const { data } = await run('customers.search', { q: person.email });
  customer = data[0]?.id ?? '';
  const subscriptions = await run('subscriptions.list', { customer });
  id = subscriptions.data[0]?.id ?? '';
  return person;
}

const priceOf = async (lookup_key: string) => {
  const { data } = await run('prices.list', { lookup_key, active: true });
  return data[0]?.id ?? '';
};

beforeAll(async () => {
  admin = await fixture.admin();
});
beforeEach(async () => {
  await buyPro();
});

describe('a subscription', () => {
  it('is listed and shown with items, invoices and whose it is', async () => {
    const subscription = await run('subscriptions.get', { id });
    expect(subscription).toMatchObject({
      id,
      status: 'active',
      customer_id: customer,
      customer_email: expect.stringContaining('@example.com') as string,
      items: [{ product_id: 'cue_pro', product_name: 'Cue Pro', unit_amount: 4000, quantity: 1 }],
      invoices: [{ status: 'paid', amount_paid: 4000 }],
    });
    const active = await run('subscriptions.list', { status: 'active', limit: 1 });
    expect(active.data[0]).toMatchObject({ id, items: [{ product_id: 'cue_pro' }] });
  });

  it('is cancelled at the end of the period, and that is taken back', async () => {
    const canceled = await run('subscriptions.cancel', { id, confirm: id });
    expect(canceled).toMatchObject({ status: 'active', cancel_at_period_end: true });
    const resumed = await run('subscriptions.resume', { id });
    expect(resumed).toMatchObject({
      status: 'active',
      cancel_at: null,
      cancel_at_period_end: false,
    });
    await expect(run('subscriptions.resume', { id })).rejects.toEqual(refused('conflict'));
  });

  it('is cancelled now, and then cannot be changed any more', async () => {
    const canceled = await run('subscriptions.cancel', { id, when: 'now', confirm: id });
    expect(canceled.status).toBe('canceled');
    await expect(run('subscriptions.resume', { id })).rejects.toEqual(refused('conflict'));
    const details = await run('customers.get', { id: customer });
    expect(details.entitlements).toMatchObject({ plan: 'free' });
  });

  it('is moved to another price for exactly what the preview said', async () => {
    const price = await priceOf('enterprise_monthly');
    const preview = await run('subscriptions.preview_change', { id, price });
    expect(preview.amount_due).toBeGreaterThan(0);
    const changed = await run('subscriptions.change', {
      id,
      price,
      proration_date: preview.proration_date,
    });
    expect(changed.items).toMatchObject([{ product_id: 'cue_enterprise', unit_amount: 9900 }]);
    const paid = changed.invoices.map(({ status, amount_paid }) => `${status} ${amount_paid}`);
    expect(paid).toContain(`paid ${preview.amount_due}`);
  });

  it('is moved to no price that is archived, paid once or not there', async () => {
    const once = await run('prices.create', {
      product: 'cue_pro',
      unit_amount: 1,
      currency: 'usd',
    });
    const archived = await run('prices.create', {
      product: 'cue_pro',
      unit_amount: 100,
      currency: 'usd',
      interval: 'month',
    });
    await run('prices.archive', { id: archived.id });
    for (const price of [once.id, archived.id]) {
      const change = run('subscriptions.change', { id, price });
      await expect(change).rejects.toEqual(refused('invalid_fields'));
    }
    const change = run('subscriptions.change', { id, price: 'price_none' });
    await expect(change).rejects.toEqual(refused('not_found'));
    expect((await run('subscriptions.get', { id })).items[0]?.product_id).toBe('cue_pro');
  });

  it('gets a longer trial, never a shorter one', async () => {
    const in10Days = new Date(Date.now() + 10 * 86_400_000).toISOString();
    const in5Days = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await expect(run('subscriptions.extend_trial', { id, trial_end: in10Days })).rejects.toEqual(
      refused('conflict'),
    );
    const price_id = await priceOf('basic_monthly');
    const link = await run('checkout.create_session', { price_id, customer, trial_period_days: 7 });
    await app.control.confirmCheckout({ session: link.id });
    await app.control.settle();
    const { data } = await run('subscriptions.list', { customer, status: 'trialing' });
    id = data[0]?.id ?? '';
    const extended = await run('subscriptions.extend_trial', { id, trial_end: in10Days });
    expect(extended.status).toBe('trialing');
    expect(Math.abs(Date.parse(extended.trial_end ?? '') - Date.parse(in10Days))).toBeLessThan(
      1000,
    );
    const shorter = run('subscriptions.extend_trial', { id, trial_end: in5Days });
    await expect(shorter).rejects.toEqual(refused('invalid_fields'));
  });
});

describe('a refund', () => {
  it('gives back a part, then the rest, and never more than was paid', async () => {
    const part = await run('subscriptions.refund', { id, amount: 1500, confirm: id });
    expect(part).toMatchObject({ amount: 1500, currency: 'usd', refundable: 2500 });
    const tooMuch = run('subscriptions.refund', { id, amount: 2501, confirm: id });
    await expect(tooMuch).rejects.toEqual(refused('invalid_fields'));
    const rest = await run('subscriptions.refund', { id, confirm: id });
    expect(rest).toMatchObject({ amount: 2500, refundable: 0 });
    await expect(run('subscriptions.refund', { id, confirm: id })).rejects.toEqual(
      refused('conflict'),
    );
    const { payments, refunds } = await run('customers.get', { id: customer });
    expect(payments).toMatchObject([{ amount: 4000, amount_refunded: 4000, refunded: true }]);
    expect(refunds.map(({ amount }) => amount).sort()).toEqual([1500, 2500]);
  });

  it('of ten at once gives back no more than was paid', async () => {
    const refunds = Array.from({ length: 10 }, () =>
      run('subscriptions.refund', { id, amount: 1000, confirm: id }),
    );
    const ends = await Promise.allSettled(refunds);
    const paidBack = ends.filter(({ status }) => status === 'fulfilled');
    expect(paidBack).toHaveLength(4);
  });

  it('is done once when the same request comes twice', async () => {
    const requestId = randomUUID();
    const refund = () =>
      runAdminCommand(createAdminDeps(), { ...admin, requestId }, 'subscriptions.refund', {
        id,
        amount: 1000,
        confirm: id,
      });
    const [first, second] = [await refund(), await refund()];
    expect(second.id).toBe(first.id);
  });
});

describe('a customer', () => {
  it('is found by a part of the address or name, by an id, and by what belongs to him', async () => {
    const { email, invoices } = await run('customers.get', { id: customer });
    const invoice = invoices[0]?.id;
    for (const q of [customer, id, invoice, email?.slice(2, 20), email?.toUpperCase()]) {
      const { data } = await run('customers.search', { q });
      expect(data.map((found) => found.id)).toContain(customer);
      expect(data.find((found) => found.id === customer)).toMatchObject({ plan: 'pro' });
    }
    const none = await run('customers.search', { q: '%' });
    expect(none.data).toEqual([]);
  });

  it('shows who he is, what he paid, with what, and what he may do', async () => {
    const details = await run('customers.get', { id: customer });
    expect(details).toMatchObject({
      owner: { source: 'metadata', is_primary: true },
      entitlements: { plan: 'pro' },
      subscriptions: [{ id, items: [{ product_id: 'cue_pro' }] }],
      invoices: [{ status: 'paid' }],
      payments: [{ amount: 4000, status: 'succeeded' }],
      payment_methods: [{ type: 'card', card_last4: '4242' }],
    });
  });

  it('has a timeline of events and of what operators did, page by page', async () => {
    await run('subscriptions.cancel', { id, confirm: id });
    await app.control.settle();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await run('customers.timeline', { id: customer, limit: 5, after });
      seen.push(...page.data.map((entry) => `${entry.key} ${entry.type}`));
      after = page.next_cursor ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    const types = seen.map((entry) => entry.split(' ')[1]);
    expect(types).toContain('subscriptions.cancel');
    expect(types).toContain('customer.created');
    expect(types).toContain('invoice.paid');
  });

  it('that belongs to nobody is linked to the person with an account, who then has the plan', async () => {
    const person = await app.addPerson();
    const guest = await run('customers.create', { email: 'typo@exmaple.com', name: 'Typo' });
    expect(guest.owner).toBeNull();
    const link = { id: guest.id, email: person.email };
    await expect(run('customers.link', link)).rejects.toEqual(refused('confirmation_required'));
    const linked = await run('customers.link', { ...link, confirm: 'typo@exmaple.com' });
    expect(linked.owner).toMatchObject({ user_id: person.id, email: person.email });
    const nobody = { id: guest.id, email: 'nobody@example.com', confirm: guest.id };
    await expect(run('customers.link', nobody)).rejects.toEqual(refused('not_found'));
  });

  it('is given to nobody by metadata', async () => {
    const other = await app.addPerson();
    for (const input of [
      { id: customer, metadata: { cue_user_id: other.id } },
      { id: customer, metadata: { cue_user_id: '' } },
    ]) {
      await expect(run('customers.update', input)).rejects.toEqual(refused('invalid_fields'));
    }
    const metadata = { cue_user_id: other.id };
    const session = { price_id: await priceOf('pro_monthly'), customer, metadata };
    await expect(run('checkout.create_session', session)).rejects.toEqual(
      refused('invalid_fields'),
    );
  });
});

describe('a link', () => {
  it('to the checkout sells a price to whoever opens it', async () => {
    const price_id = await priceOf('basic_monthly');
    const link = await run('checkout.create_session', {
      price_id,
      customer_email: 'guest@example.com',
      trial_period_days: 7,
      allow_promotion_codes: true,
      metadata: { campaign: 'spring' },
    });
    expect(link.url).toMatch(/^http/);
    await app.control.confirmCheckout({ session: link.id });
    await app.control.settle();
    const { data } = await run('customers.search', { q: 'guest@example.com' });
    const { subscriptions } = await run('customers.get', { id: data[0]?.id });
    expect(subscriptions).toMatchObject([
      { status: 'trialing', metadata: { campaign: 'spring', cue_guest: 'true' } },
    ]);
  });

  it('leads back to this app only', async () => {
    const price_id = await priceOf('basic_monthly');
    const checkout = run('checkout.create_session', {
      price_id,
      success_url: 'https://evil.test/',
    });
    await expect(checkout).rejects.toEqual(refused('invalid_fields'));
    const portal = run('portal.create_session', { customer, return_url: '//evil.test' });
    await expect(portal).rejects.toEqual(refused('invalid_fields'));
  });

  it('to the portal is for a customer that is there', async () => {
    expect((await run('portal.create_session', { customer })).url).toMatch(/^http/);
    const portal = run('portal.create_session', { customer: 'cus_none' });
    await expect(portal).rejects.toEqual(refused('not_found'));
  });
});
