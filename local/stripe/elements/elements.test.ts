import { Script } from 'node:vm';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalStripe, type LocalStripe } from '../server';
import { stripeScript } from './script';

const SECRET_KEY = 'sk_test_elements';
const PAGE = 'http://localhost:3000';

let server: LocalStripe;
let stripe: Stripe;

beforeAll(async () => {
  server = await startLocalStripe({ port: 0, secretKey: SECRET_KEY });
  const { hostname, port } = new URL(server.url);
  stripe = new Stripe(SECRET_KEY, { host: hostname, port: Number(port), protocol: 'http' });
});

afterAll(async () => {
  await server.close();
});

/** A request as `stripe.js` makes it from a page. */
async function fromPage(method: string, path: string, form: Record<string, string>) {
  const sent = new URLSearchParams(form).toString();
  const isPost = method === 'POST';
  const response = await fetch(`${server.url}${path}${isPost ? '' : `?${sent}`}`, {
    method,
    headers: {
      Authorization: 'Bearer pk_test_page',
      Origin: PAGE,
      ...(isPost && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    ...(isPost && { body: sent }),
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

async function typedCard(number: string): Promise<string> {
  const { body } = await fromPage('POST', '/v1/payment_methods', {
    type: 'card',
    'card[number]': number,
    'card[exp_month]': '12',
    'card[exp_year]': '2040',
    'card[cvc]': '123',
  });
  return String(body.id);
}

async function authenticate(secret: string | null, outcome: 'complete' | 'fail') {
  const response = await fetch(`${server.url}/v3/authenticate`, {
    method: 'POST',
    headers: { Origin: PAGE },
    body: new URLSearchParams({ client_secret: secret ?? '', outcome }),
  });
  return (await response.json()) as Record<string, unknown>;
}

const confirm = async (id: string, secret: string | null, card: string) =>
  fromPage('POST', `/v1/${id.startsWith('pi_') ? 'payment' : 'setup'}_intents/${id}/confirm`, {
    client_secret: secret ?? '',
    payment_method: await typedCard(card),
  });

describe('paying inside a page', () => {
  it('confirms with a publishable key and the secret of the intent', async () => {
    const { id, client_secret: secret } = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
    });
    const done = await confirm(id, secret, '4242424242424242');
    expect([done.status, done.body.status]).toEqual([200, 'succeeded']);
    expect((await stripe.paymentIntents.retrieve(id)).amount_received).toBe(900);
    const seen = await fromPage('GET', `/v1/payment_intents/${id}`, {
      client_secret: secret ?? '',
    });
    expect(seen.body).toMatchObject({ id, status: 'succeeded' });
  });

  it('asks the cardholder, and goes on or back as they choose', async () => {
    const intents = await Promise.all(
      [1, 2].map(() => stripe.paymentIntents.create({ amount: 900, currency: 'usd' })),
    );
    const outcomes: unknown[] = [];
    for (const [at, { id, client_secret: secret }] of intents.entries()) {
      const waiting = await confirm(id, secret, '4000002500003155');
      expect(waiting.body.status).toBe('requires_action');
      outcomes.push((await authenticate(secret, at === 0 ? 'complete' : 'fail')).status);
    }
    expect(outcomes).toEqual(['succeeded', 'requires_payment_method']);
    const failed = await stripe.paymentIntents.retrieve(intents[1]?.id ?? '');
    expect(failed.last_payment_error?.code).toBe('payment_intent_authentication_failure');
    expect(await authenticate(failed.client_secret, 'complete')).toHaveProperty('error');
  });

  it('sets a card up, with and without the step', async () => {
    const { id, client_secret: secret } = await stripe.setupIntents.create({});
    expect((await confirm(id, secret, '4000002500003155')).body.status).toBe('requires_action');
    const failed = await authenticate(secret, 'fail');
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    expect((await confirm(id, secret, '4000002500003155')).body.status).toBe('requires_action');
    expect((await authenticate(secret, 'complete')).status).toBe('succeeded');
  });

  it('answers a decline with its codes', async () => {
    const { id, client_secret: secret } = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
    });
    const { status, body } = await confirm(id, secret, '4000000000000002');
    expect([status, body.error]).toEqual([402, expect.objectContaining({ code: 'card_declined' })]);
  });
});

describe('a publishable key', () => {
  it('sees of an intent what browsers may see, also inside an error', async () => {
    const customer = await stripe.customers.create({ email: 'private@example.com' });
    const { id, client_secret: secret } = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      customer: customer.id,
      metadata: { cost: '1' },
    });
    const seen = await fromPage('GET', `/v1/payment_intents/${id}`, {
      client_secret: secret ?? '',
    });
    const refused = await confirm(id, secret, '4000000000000002');
    for (const body of [seen.body, refused.body]) {
      expect(JSON.stringify(body)).toContain(id);
      expect(JSON.stringify(body)).not.toContain('"metadata":{"cost"');
      expect(JSON.stringify(body)).not.toContain(customer.id);
    }
  });

  it('opens nothing else, and nothing without the secret', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 900, currency: 'usd' });
    const path = `/v1/payment_intents/${id}`;
    const codes = [
      await fromPage('GET', '/v1/customers', {}),
      await fromPage('POST', path, { amount: '1', client_secret: 'x' }),
      await fromPage('POST', `${path}/cancel`, {}),
      await fromPage('GET', path, {}),
      await fromPage('GET', path, { client_secret: `${id}_secret_guess` }),
    ].map(({ status, body }) => [status, (body.error as { code?: string }).code]);
    expect(codes).toEqual([
      [401, 'secret_key_required'],
      [401, 'secret_key_required'],
      [401, 'secret_key_required'],
      [400, 'parameter_missing'],
      [400, 'payment_intent_invalid_parameter'],
    ]);
  });
});

describe('pages of this machine', () => {
  it('may read answers, and others may not even ask', async () => {
    const ask = (origin: string) =>
      fetch(`${server.url}/v1/payment_methods`, { method: 'OPTIONS', headers: { Origin: origin } });
    const own = await ask(PAGE);
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([204, PAGE]);
    const foreign = await ask('https://example.com');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([
      403,
      null,
    ]);
    const sandboxed = await ask('null');
    expect(sandboxed.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['/v3', '/v3/', '/v3/stripe.js', '/endive/stripe.js'])(
    'find the script where Stripe has it: %s',
    async (path) => {
      const response = await fetch(`${server.url}${path}`);
      expect(response.headers.get('content-type')).toContain('text/javascript');
      expect(await response.text()).toContain('window.Stripe = Stripe');
    },
  );

  it('get a script that is one: no word of modules is left, and no name stands twice', () => {
    const text = stripeScript();
    expect(text).not.toMatch(/^(import|export) /m);
    expect(() => new Script(text)).not.toThrow();
  });
});
