import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startDatabase, type DatabaseFixture } from '@/supabase/tests/database-fixture';
import { subscription } from '@/supabase/tests/stripe-objects';
import { StripeWorld } from '@/supabase/tests/stripe-world';
import { POST } from './route';

const secret = 'whsec_of_the_endpoint';
const world = new StripeWorld();
let fixture: DatabaseFixture;

beforeAll(async () => {
  fixture = await startDatabase();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const variables = {
    SUPABASE_URL: fixture.apiUrl,
    SUPABASE_PUBLISHABLE_KEY: fixture.publishableKey,
    SUPABASE_SECRET_KEY: fixture.secretKey,
    SUPABASE_SIGNING_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'test' }),
    STRIPE_SECRET_KEY: 'sk_test_route',
    STRIPE_WEBHOOK_SECRET: secret,
    // Nothing listens there: these tests must not need Stripe.
    STRIPE_API_URL: 'http://127.0.0.1:9',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await fixture.close();
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  POST(
    new Request('http://localhost/api/webhooks/stripe', {
      method: 'POST',
      body,
      headers,
      // Node wants to be told that a stream is sent before the answer is read.
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    }),
  );

/** Delivers as Stripe does; `with_` signs with another secret. */
function deliver(type: string, fields: Record<string, unknown> = {}, with_ = secret) {
  const [body, signature] = world.delivery(type, subscription(), fields, with_);
  return post(body, { 'stripe-signature': signature });
}

const countEvents = async () => (await fixture.database.query('select from stripe.events')).length;

test('a signed event is answered with success and is in the database', async () => {
  const response = await deliver('customer.subscription.created', { id: 'evt_good' });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ received: true, outcome: 'processed' });
  const rows = await fixture.database.query('select status from stripe.subscriptions');
  expect(rows).toEqual([{ status: 'active' }]);
});

test('an unknown type of event is answered with success', async () => {
  const response = await deliver('reserve.plan.created');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ received: true, outcome: 'ignored' });
});

test('a body that was not signed with the secret is refused and leaves no trace', async () => {
  const before = await countEvents();
  const [body, signature] = world.delivery(
    'customer.subscription.updated',
    subscription(),
    {},
    secret,
  );
  const answers = [
    await deliver('customer.subscription.updated', {}, 'whsec_of_somebody_else'),
    await post(body),
    await post(body, { 'stripe-signature': '' }),
    await post(body, { 'stripe-signature': 't=1,v1=00' }),
    // One byte more than was signed.
    await post(`${body} `, { 'stripe-signature': signature }),
    await post(body.replace('active', 'trialing'), { 'stripe-signature': signature }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  expect(await answers[0]?.json()).toMatchObject({ code: 'invalid_signature', status: 400 });
  expect(await countEvents()).toBe(before);
});

test('a signature older than five minutes is refused, so that a recording cannot be played again', async () => {
  const [payload] = world.delivery('customer.subscription.updated', subscription());
  const timestamp = Math.floor(Date.now() / 1000) - 301;
  const signature = world.stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  expect((await post(payload, { 'stripe-signature': signature })).status).toBe(400);
});

test('a body of 1 MB is refused with 413, signed or not', async () => {
  const [body, signature] = world.delivery(
    'customer.subscription.updated',
    subscription({ metadata: { long: 'x'.repeat(1024 * 1024) } }),
    {},
    secret,
  );
  const response = await post(body, { 'stripe-signature': signature });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 'payload_too_large' });
});

test('a body that does not say its length is refused before all of it has been read', async () => {
  let sentBytes = 0;
  let isCanceled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sentBytes += 64 * 1024;
      controller.enqueue(new Uint8Array(64 * 1024));
    },
    cancel: () => {
      isCanceled = true;
    },
  });
  expect((await post(endless, { 'stripe-signature': 't=1,v1=00' })).status).toBe(413);
  expect(sentBytes).toBeLessThan(1024 * 1024);
  expect(isCanceled).toBe(true);
});

test('an event that could not be settled is answered with 503, so that it comes again', async () => {
  await deliver('customer.subscription.updated', { id: 'evt_first', created: world.now });
  const [body, signature] = world.delivery(
    'customer.subscription.updated',
    subscription({ status: 'past_due' }),
    { id: 'evt_second', created: world.now },
    secret,
  );
  const response = await post(body, { 'stripe-signature': signature });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'unavailable' });
  const rows = await fixture.database.query(
    `select status from stripe.events where id = 'evt_second'`,
  );
  expect(rows).toEqual([{ status: 'fetch' }]);
});
