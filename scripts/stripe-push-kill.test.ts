import type { ChildProcess } from 'node:child_process';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { setUpApp } from '@/lib/api/app-fixture';
import { plans } from '@/lib/catalog/plans';
import { listen, type Listener } from '@/local/kit/listen';
import { startLocalStripe } from '@/local/stripe/server';
import { runScriptFile } from './cli/script-fixture';

vi.setConfig({ testTimeout: 120_000 });

const app = setUpApp();
const opened: Pick<Listener, 'close'>[] = [];
afterEach(async () => {
  for (const { close } of opened.splice(0).reverse()) await close();
});

const listSchema = z.object({
  data: z.array(
    z.object({ id: z.string(), active: z.boolean(), lookup_key: z.string().nullish() }),
  ),
});

/** An account at Stripe that has nothing yet. */
async function startEmptyStripe() {
  const { STRIPE_SECRET_KEY: secretKey = '' } = process.env;
  const account = await startLocalStripe({ port: 0, secretKey });
  opened.push(account);
  const list = async (what: 'products' | 'prices') => {
    const headers = { authorization: `Bearer ${secretKey}` };
    const answer = await fetch(`${account.url}/v1/${what}?limit=100`, { headers });
    return listSchema.parse(await answer.json()).data;
  };
  return { url: account.url, list };
}

/** In front of Stripe: passes requests on, and tells of each answer before its sender gets it. */
async function startGate(url: string, onAnswer: (request: string) => void) {
  const gate = await listen(
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const headers = new Headers(request.headers);
      for (const name of ['host', 'connection', 'content-length']) headers.delete(name);
      const answer = await fetch(`${url}${pathname}${search}`, {
        method: request.method,
        headers,
        ...(request.method === 'POST' && { body: await request.text() }),
      });
      const body = await answer.text();
      onAnswer(`${request.method} ${pathname}`);
      return new Response(body, { status: answer.status, headers: answer.headers });
    },
    { port: 0, name: 'gate of this test' },
  );
  opened.push(gate);
  return gate.url;
}

const lookupKeys = plans.flatMap(({ prices }) => prices.map(({ lookupKey }) => lookupKey)).sort();

it('npm run stripe:push, killed with SIGKILL when Stripe had made a price, is finished by the next: nothing is there twice', async () => {
  const { url, list } = await startEmptyStripe();
  let child: ChildProcess | undefined;
  let prices = 0;
  const gate = await startGate(url, (request) => {
    if (request !== 'POST /v1/prices') return;
    prices += 1;
    if (prices === 2) child?.kill('SIGKILL');
  });
  const killed = await runScriptFile('stripe-push', [], { STRIPE_API_URL: gate }, (started) => {
    child = started;
  });
  expect(killed.code).toBeNull();
  expect(child?.signalCode).toBe('SIGKILL');
  expect(await list('prices')).toHaveLength(2);

  // The lease of a process that is gone runs out; here it does so at once.
  await app.database.query(
    "update stripe.sync_state set lease_until = now() where name = 'catalog'",
  );
  const next = await runScriptFile('stripe-push', [], { STRIPE_API_URL: url });
  expect(next.code).toBe(0);
  const products = await list('products');
  expect(products.map(({ id }) => id).sort()).toEqual(
    plans.flatMap(({ productId }) => (productId === null ? [] : [productId])).sort(),
  );
  const made = await list('prices');
  expect(made.map(({ lookup_key: key }) => key).sort()).toEqual(lookupKeys);
  expect(made.every(({ active }) => active)).toBe(true);
  const last = await runScriptFile('stripe-push', [], { STRIPE_API_URL: url });
  expect(last).toMatchObject({ code: 0, stdout: 'Stripe and the database are up to date.\n' });
});
