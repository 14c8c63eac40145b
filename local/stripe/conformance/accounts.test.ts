import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, START, startFixture, type Fixture } from './fixture';
import { startListener, type Listener } from './listen';
import { SdkTypes } from './sdk-types';
import { checkout, createPayer, createShop, idOf, subscribe } from './shop';

const SECRET = 'whsec_connect';

let fixture: Fixture;
let stripe: Stripe;
let listener: Listener;
/** A connected account, and requests made for it. */
let acct: string;
let on: { stripeAccount: string };

beforeAll(async () => {
  fixture = await startFixture(new SdkTypes());
  ({ stripe } = fixture);
  listener = await startListener();
  const input = { url: listener.url, secret: SECRET, connect: true };
  await fixture.control('webhook-endpoint', input);
  ({ id: acct } = await stripe.accounts.create({ type: 'express', email: 'shop@example.com' }));
  on = { stripeAccount: acct };
});

afterAll(async () => {
  await fixture.close();
  await listener.close();
});

const codeOf = async (answer: Promise<unknown>): Promise<unknown[]> =>
  answer.then(
    () => ['answered'],
    (error: unknown) =>
      error instanceof Stripe.errors.StripeError ? [error.statusCode, error.code] : [error],
  );

/** Another client of the same local Stripe. */
function openClient(config: { stripeAccount?: string }): Stripe {
  const { hostname, port } = new URL(fixture.base);
  return new Stripe('sk_test_conformance', {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    ...config,
  });
}

describe('connected accounts', () => {
  it('are created, shown, listed, changed, rejected and taken back, as the SDK types have them', async () => {
    const { id } = await stripe.accounts.create({
      controller: { fees: { payer: 'application' }, stripe_dashboard: { type: 'none' } },
      business_profile: { name: 'Ada & Sons', support_address: { city: 'Berlin' } },
      capabilities: { card_payments: { requested: true }, transfers: { requested: false } },
      country: 'DE',
      default_currency: 'eur',
      metadata: { a: 'b' },
    });
    const created = await stripe.accounts.retrieve(id);
    expect(created).toMatchObject({
      capabilities: { card_payments: 'active', transfers: 'inactive' },
      charges_enabled: true,
      controller: { fees: { payer: 'application' }, losses: { payments: 'stripe' } },
      country: 'DE',
      type: 'none',
    });
    expect(created.business_profile?.support_address?.city).toBe('Berlin');
    const changed = await stripe.accounts.update(id, {
      email: 'new@example.com',
      business_profile: { url: 'https://example.com' },
      tos_acceptance: { date: START, ip: '127.0.0.1' },
      metadata: { a: '' },
    });
    expect(changed).toMatchObject({ email: 'new@example.com', metadata: {} });
    expect(changed.business_profile).toMatchObject({
      name: 'Ada & Sons',
      url: 'https://example.com',
    });
    const rejected = await stripe.accounts.reject(id, { reason: 'fraud_other' });
    expect([rejected.charges_enabled, rejected.requirements?.disabled_reason]).toEqual([
      false,
      'rejected.platform_fraud',
    ]);
    expect((await stripe.accounts.unreject(id)).charges_enabled).toBe(true);
    const { data } = await stripe.accounts.list();
    expect(data.map((account) => account.id)).toEqual([id, acct]);
  });

  it('see themselves and nobody else, and connect nobody', async () => {
    const itself = await stripe.accounts.retrieveCurrent({}, on);
    expect([itself.id, itself.lastResponse.stripeAccount]).toEqual([acct, acct]);
    const own = await stripe.accounts.retrieveCurrent();
    expect(own.id).toMatch(/^acct_[A-Za-z0-9]{16}$/);
    expect(own.id).not.toBe(acct);
    expect((await stripe.accounts.retrieve(own.id)).id).toBe(own.id);
    expect(await codeOf(stripe.accounts.retrieve(own.id, {}, on))).toEqual([
      403,
      'account_invalid',
    ]);
    expect((await stripe.accounts.list({}, on)).data).toEqual([]);
    await expect(stripe.accounts.create({}, on)).rejects.toThrow('signed up for Connect');
    expect((await stripe.customers.list({}, { stripeAccount: own.id })).data).toEqual(
      (await stripe.customers.list()).data,
    );
  });

  it('are refused as Stripe refuses them when they are none, or none any more', async () => {
    const { id } = await stripe.accounts.create({ type: 'custom' });
    const gone = { stripeAccount: id };
    const customer = await stripe.customers.create({}, gone);
    expect(await stripe.accounts.del(id)).toMatchObject({ id, deleted: true });
    const refused = [403, 'account_invalid'];
    expect(await codeOf(stripe.customers.list({}, gone))).toEqual(refused);
    expect(await codeOf(stripe.accounts.retrieve(id))).toEqual(refused);
    expect(await codeOf(stripe.customers.list({}, { stripeAccount: 'acct_no' }))).toEqual(refused);
    await expect(stripe.accounts.del(id)).rejects.toBeInstanceOf(
      Stripe.errors.StripePermissionError,
    );
    expect(await codeOf(stripe.customers.retrieve(customer.id))).toEqual([404, 'resource_missing']);
  });

  it('must be meant without doubt: two headers may not name two of them', async () => {
    const headers = { Authorization: 'Bearer sk_test_conformance', 'Stripe-Account': acct };
    const ask = async (context: string) =>
      (
        await fetch(`${fixture.base}/v1/account`, {
          headers: { ...headers, 'Stripe-Context': context },
        })
      ).status;
    expect([await ask(acct), await ask('acct_other')]).toEqual([200, 400]);
  });

  it('answer loudly for what belongs to them and is not built', async () => {
    const answers = [
      stripe.accountLinks.create({ account: acct, type: 'account_onboarding' }),
      stripe.transfers.create({ amount: 1, currency: 'usd', destination: acct }),
      stripe.accounts.create({ individual: { first_name: 'Ada' } }),
      stripe.paymentIntents.create({ amount: 100, currency: 'usd', application_fee_amount: 1 }, on),
    ];
    for (const answer of answers) expect((await codeOf(answer))[0]).toBe(501);
  });
});

describe('the world of a connected account', () => {
  it('shares no object with the platform: none is shown, listed, changed, expanded or deleted', async () => {
    const theirs = await stripe.customers.create({ email: 'same@example.com' }, on);
    const ours = await stripe.customers.create({ email: 'same@example.com' });
    const missing = [404, 'resource_missing'];
    for (const [id, options] of [
      [theirs.id, {}],
      [ours.id, on],
    ] as const) {
      expect(await codeOf(stripe.customers.retrieve(id, {}, options))).toEqual(missing);
      expect(await codeOf(stripe.customers.update(id, { name: 'x' }, options))).toEqual(missing);
      expect(await codeOf(stripe.customers.del(id, {}, options))).toEqual(missing);
      expect(await codeOf(stripe.customers.list({ starting_after: id }, options))).toEqual([
        400,
        'resource_missing',
      ]);
      const used = stripe.setupIntents.create({ customer: id, expand: ['customer'] }, options);
      expect(await codeOf(used)).toEqual([400, 'resource_missing']);
    }
    const idsOf = async (options: Stripe.RequestOptions) =>
      (await stripe.customers.list({ email: 'same@example.com' }, options)).data.map(
        ({ id }) => id,
      );
    expect([await idsOf({}), await idsOf(on)]).toEqual([[ours.id], [theirs.id]]);
    const gone = await stripe.customers.del(theirs.id, {}, on);
    expect(gone.deleted).toBe(true);
    expect(await codeOf(stripe.customers.retrieve(theirs.id))).toEqual(missing);
  });

  it('has chosen ids and lookup keys of its own, and no id leads from one world into another', async () => {
    const name = (product: Stripe.Product) => product.name;
    await stripe.products.create({ id: 'gold', name: 'Ours' });
    await stripe.products.create({ id: 'gold', name: 'Theirs' }, on);
    expect(name(await stripe.products.retrieve('gold'))).toBe('Ours');
    expect(name(await stripe.products.retrieve('gold', {}, on))).toBe('Theirs');
    await stripe.products.create({ id: `/${acct}/gold`, name: 'Disguised' });
    expect(name(await stripe.products.retrieve(`/${acct}/gold`))).toBe('Disguised');
    expect(name(await stripe.products.retrieve('gold', {}, on))).toBe('Theirs');
    const params = { currency: 'usd', unit_amount: 1, product: 'gold', lookup_key: 'key' };
    const ours = await stripe.prices.create(params);
    const theirs = await stripe.prices.create(params, on);
    const found = async (options: Stripe.RequestOptions) =>
      (await stripe.prices.list({ lookup_keys: ['key'] }, options)).data.map(({ id }) => id);
    expect([await found({}), await found(on)]).toEqual([[ours.id], [theirs.id]]);
  });

  it('has idempotency keys of its own', async () => {
    const options = { idempotencyKey: 'one' };
    const ours = await stripe.customers.create({ name: 'one' }, options);
    const theirs = await stripe.customers.create({ name: 'one' }, { ...options, ...on });
    expect(theirs.id).not.toBe(ours.id);
    const again = await stripe.customers.create({ name: 'one' }, { ...options, ...on });
    expect(again.id).toBe(theirs.id);
    const other = stripe.customers.create({ name: 'two' }, { ...options, ...on });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('sells, renews with everybody else when the clock moves, and has test clocks of its own', async () => {
    const connected = { ...fixture, stripe: openClient(on) };
    const shop = await createShop(connected);
    const { session, outcome } = await checkout(connected, {
      mode: 'subscription',
      line_items: [{ price: shop.pro.id, quantity: 1 }],
    });
    expect([outcome.kind, session.status]).toEqual(['complete', 'complete']);
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START }, on);
    const payer = await createPayer(connected, 'pm_card_visa', { test_clock: clock.id });
    const { id } = await subscribe(connected, payer.id, shop.basic);
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: START + 31 * DAY }, on);
    const renewals = async (subscription: string) =>
      (await stripe.invoices.list({ subscription }, on)).data.length;
    expect(await renewals(id)).toBe(2);
    expect(await renewals(idOf(session.subscription))).toBe(1);
    await fixture.control('advance', { seconds: 40 * DAY });
    expect(await renewals(idOf(session.subscription))).toBe(2);
    expect((await stripe.invoices.list()).data).toEqual([]);
  });
});

describe('events of a connected account', () => {
  it('bear it, are listed in its world, and go to endpoints that are for connected accounts', async () => {
    await fixture.control('settle');
    const [ours, theirs] = [fixture.events.length, listener.bodies.length];
    const customer = await stripe.customers.create({ name: 'There' }, on);
    await stripe.customers.create({ name: 'Here' });
    await stripe.accounts.update(acct, { email: 'moved@example.com' });
    await fixture.control('settle');
    expect(fixture.events.slice(ours).map(({ type, account }) => [type, account])).toEqual([
      ['customer.created', undefined],
    ]);
    const told = listener.bodies.slice(theirs);
    expect(told.map(({ event }) => [event.type, event.account]).sort()).toEqual([
      ['account.updated', acct],
      ['customer.created', acct],
    ]);
    for (const { raw, signature } of told) {
      expect(stripe.webhooks.constructEvent(raw, signature, SECRET).account).toBe(acct);
    }
    const updated = told.find(({ event }) => event.type === 'account.updated');
    expect(updated?.event.data.previous_attributes).toEqual({ email: 'shop@example.com' });
    const [event] = (await stripe.events.list({ type: 'customer.created' }, on)).data;
    expect(event).toMatchObject({ account: acct, data: { object: { id: customer.id } } });
    expect(await codeOf(stripe.events.retrieve(event?.id ?? ''))).toEqual([
      404,
      'resource_missing',
    ]);
    await fixture.control('resend', { event: event?.id });
    await fixture.control('settle');
    expect(listener.bodies.at(-1)?.event.id).toBe(event?.id);
  });

  it('tell an endpoint of the account itself of no other account', async () => {
    const own = await startListener();
    const { id } = await stripe.webhookEndpoints.create(
      { url: own.url, enabled_events: ['customer.created'] },
      on,
    );
    await stripe.customers.create({}, on);
    await stripe.customers.create({});
    await fixture.control('settle');
    expect(own.bodies.map(({ event }) => [event.type, event.account])).toEqual([
      ['customer.created', undefined],
    ]);
    await stripe.webhookEndpoints.del(id, {}, on);
    await own.close();
    const connect = { url: 'http://127.0.0.1:9/', enabled_events: ['*' as const], connect: true };
    await expect(stripe.webhookEndpoints.create(connect, on)).rejects.toMatchObject({
      param: 'connect',
    });
  });

  it('name it in thin notifications, which lead the SDK back into its world', async () => {
    const thin = await startListener();
    const input = { url: thin.url, secret: SECRET, connect: true, payload: 'thin' };
    await fixture.control('webhook-endpoint', {
      ...input,
      enabled_events: ['v1.customer.created'],
    });
    const { id } = await stripe.customers.create({ name: 'There' }, on);
    await fixture.control('settle');
    await thin.close();
    const { raw = '', signature = '' } = thin.bodies[0] ?? {};
    const notification = openClient({}).parseEventNotification(raw, signature, SECRET);
    if (notification.type !== 'v1.customer.created') throw new Error('none came');
    expect(notification.context?.toString()).toBe(acct);
    expect(await notification.fetchRelatedObject()).toMatchObject({ id, name: 'There' });
    expect(await notification.fetchEvent()).toMatchObject({ id: notification.id });
  });
});

it('answers and announces everything in the form of the SDK types', () => {
  expect([...fixture.faults]).toEqual([]);
});
