import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createControl } from './control';
import { startLocalStripe, type LocalStripe, type LocalStripeOptions } from './server';

const KEY = 'sk_test_state';
let folder: string;
let server: LocalStripe | null = null;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-stripe-'));
});

afterEach(async () => {
  await server?.close();
  server = null;
  fs.rmSync(folder, { recursive: true });
});

async function start(options: Partial<LocalStripeOptions> = {}): Promise<Stripe> {
  await server?.close();
  server = await startLocalStripe({ port: 0, secretKey: KEY, ...options });
  const { hostname, port } = new URL(server.url);
  return new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http' });
}

describe('local Stripe', () => {
  it('keeps its state over a restart, idempotency keys included', async () => {
    const stateFile = path.join(folder, 'stripe.json');
    const before = await start({ stateFile });
    const product = await before.products.create({ name: 'Kept' }, { idempotencyKey: 'k' });
    const after = await start({ stateFile });
    expect((await after.products.retrieve(product.id)).name).toBe('Kept');
    const again = await after.products.create({ name: 'Kept' }, { idempotencyKey: 'k' });
    expect(again.id).toBe(product.id);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('keeps the worlds of connected accounts over a restart, and what was deleted stays so', async () => {
    const stateFile = path.join(folder, 'stripe.json');
    const before = await start({ stateFile });
    const [kept, gone] = await Promise.all(
      [1, 2].map(async () => ({ stripeAccount: (await before.accounts.create({})).id })),
    );
    const keyed = { ...kept, idempotencyKey: 'k' };
    const customer = await before.customers.create({ name: 'There' }, keyed);
    await before.customers.create({}, gone);
    await before.accounts.del(gone?.stripeAccount ?? '');
    const after = await start({ stateFile });
    expect((await after.customers.create({ name: 'There' }, keyed)).id).toBe(customer.id);
    await expect(after.customers.retrieve(customer.id)).rejects.toMatchObject({ statusCode: 404 });
    await expect(after.customers.list({}, gone)).rejects.toMatchObject({ code: 'account_invalid' });
    const { accounts, counts } = await createControl(server?.url ?? '').state();
    expect([accounts, counts]).toEqual([
      { [kept?.stripeAccount ?? '']: { customer: 1, event: 1 } },
      { account: 1 },
    ]);
  });

  it('delivers what was held back when whoever held it is gone', async () => {
    const stateFile = path.join(folder, 'stripe.json');
    const before = await start({ stateFile });
    const control = createControl(server?.url ?? '');
    await control.webhookEndpoint({ url: 'http://127.0.0.1:9/', secret: 'whsec_x' });
    await control.hold();
    await before.customers.create({});
    await start({ stateFile });
    const [delivery] = await createControl(server?.url ?? '').deliveries();
    expect(delivery?.status).toBe('pending');
  });

  it('delivers after a restart what was not delivered before', async () => {
    const stateFile = path.join(folder, 'stripe.json');
    const before = await start({ stateFile });
    const control = createControl(server?.url ?? '');
    await control.webhookEndpoint({ url: 'http://127.0.0.1:9/', secret: 'whsec_x' });
    await before.customers.create({});
    await start({ stateFile });
    const [delivery] = await createControl(server?.url ?? '').deliveries();
    expect(delivery).toMatchObject({ eventType: 'customer.created', status: 'pending' });
  });

  it('says what to do about a state it cannot read', async () => {
    const stateFile = path.join(folder, 'stripe.json');
    fs.writeFileSync(stateFile, '{"version": 99}');
    await expect(start({ stateFile })).rejects.toThrow('Delete it to start afresh.');
  });

  it('refuses to start with a live key', async () => {
    await expect(start({ secretKey: 'rk_live_x' })).rejects.toThrow('sk_test_');
  });

  it('gives the same ids for the same seed and history', async () => {
    const run = async (seed: string) => (await (await start({ seed })).customers.create({})).id;
    const [first, second, other] = [await run('a'), await run('a'), await run('b')];
    expect(first).toBe(second);
    expect(other).not.toBe(first);
  });

  it('goes back to a snapshot, and resets all but the webhook endpoints', async () => {
    const stripe = await start();
    const control = createControl(server?.url ?? '');
    await control.webhookEndpoint({ url: 'http://127.0.0.1:9/', secret: 'whsec_x' });
    const snapshot = await control.snapshot();
    const { id } = await stripe.customers.create({});
    await control.restore(snapshot);
    await expect(stripe.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
    await stripe.customers.create({});
    await control.reset();
    expect((await control.state()).counts).toEqual({ webhook_endpoint: 1 });
    await expect(control.restore('nonsense')).rejects.toThrow('No such snapshot');
  });

  it('says when there are too many requests, as often as it is told to', async () => {
    await start();
    const control = createControl(server?.url ?? '');
    await control.faults({ rate_limited: 2 });
    const ask = async () => {
      const response = await fetch(`${server?.url}/v1/customers`, {
        headers: { Authorization: `Bearer ${KEY}` },
      });
      const { error } = (await response.json()) as { error?: { code: string } };
      return [response.status, response.headers.get('stripe-rate-limited-reason'), error?.code];
    };
    const tooMany = [429, 'global-rate', 'rate_limit'];
    expect([await ask(), await ask()]).toEqual([tooMany, tooMany]);
    expect(await ask()).toEqual([200, null, undefined]);
  });

  it('moves its clock forward only', async () => {
    await start();
    const control = createControl(server?.url ?? '');
    const { now } = await control.advance({ seconds: 86_400 });
    expect(now - Date.now() / 1000).toBeGreaterThan(86_000);
    await expect(control.advance({ to: 1 })).rejects.toThrow('cannot go back');
  });
});
