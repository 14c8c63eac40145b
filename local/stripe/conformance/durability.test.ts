import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createControl } from '../control';
import { startListener, type Listener } from './listen';
import { idOf } from './shop';

const KEY = 'sk_test_durable';
const script = path.resolve(import.meta.dirname, '../../stack.ts');

let stateDir: string;
let listener: Listener;
let child: ChildProcess | null;

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'cue-durable-'));
  listener = await startListener();
  child = null;
});

afterEach(async () => {
  await kill();
  await listener.close();
  await rm(stateDir, { recursive: true });
});

/** Starts the local Stripe in a process of its own, on the state that the last one left. */
async function start() {
  const args = ['local:stripe', '--port', '0', '--key', KEY];
  const started = spawn(
    process.execPath,
    ['--import', 'tsx', script, ...args, '--webhook', `${listener.url}=whsec_durable`],
    {
      env: { ...process.env, CUE_STATE_DIR: stateDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child = started;
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    started.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const found = /listens on http:\/\/127\.0\.0\.1:(\d+)[^]*state:/.exec(said);
      if (found) resolve(Number(found[1]));
    });
    started.once('exit', (code) => reject(new Error(`ended with ${String(code)}: ${said}`)));
  });
  const stripe = new Stripe(KEY, {
    protocol: 'http',
    host: '127.0.0.1',
    port,
    maxNetworkRetries: 0,
  });
  return { stripe, control: createControl(`http://127.0.0.1:${port}`) };
}

/** Without a word of warning, as a machine that is switched off would. */
async function kill(): Promise<void> {
  const killed = child;
  child = null;
  if (!killed) return;
  const exited = new Promise((resolve) => killed.once('exit', resolve));
  killed.kill('SIGKILL');
  await exited;
}

/** A request that can be made again under its key, and the id it was answered with. */
interface Wish {
  key: string;
  make: (stripe: Stripe, key: string) => Promise<{ id: string }>;
  id: string | null;
}

/** Small operations and large ones (a purchase writes some thirty objects), repeatably mixed. */
function wishesOf(seed: string, count: number, payer: string, price: string): Wish[] {
  return Array.from({ length: count }, (_, at) => {
    const key = `${seed}-${at}`;
    const makes: Wish['make'][] = [
      (stripe, idempotencyKey) => stripe.customers.create({ name: key }, { idempotencyKey }),
      (stripe, idempotencyKey) =>
        stripe.subscriptions.create(
          { customer: payer, items: [{ price }], metadata: { key } },
          { idempotencyKey },
        ),
    ];
    return { key, make: makes[numberOf(key) % 2] ?? wishNothing, id: null };
  });
}

const wishNothing = () => Promise.reject(new Error('nothing'));

function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt16BE();
}

/** Makes wishes, all at once, until so many are answered; then kills in the middle of the others. */
async function wishUntilKilled(stripe: Stripe, wishes: Wish[], answeredFirst: number) {
  let answered = 0;
  await new Promise<void>((resolve) => {
    if (answeredFirst === 0) setImmediate(resolve);
    const underWay = wishes.map(async (wish) => {
      wish.id = await wish.make(stripe, wish.key).then(
        ({ id }) => id,
        () => null, // the process was killed before it could answer
      );
      if (wish.id !== null) answered += 1;
      if (answered >= answeredFirst) resolve();
    });
    void Promise.all(underWay).then(() => resolve());
  });
  await kill();
}

async function all<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

/** Looks for anything half done: every object there has all that belongs to it, told and untold. */
async function checkWhole(stripe: Stripe) {
  const events = await all(stripe.events.list({ limit: 100 }));
  const told = (type: string) =>
    events
      .filter((event) => event.type === type)
      .map(({ data }) => (data.object as { id: string }).id)
      .sort();
  const customers = await all(stripe.customers.list({ limit: 100 }));
  const subscriptions = await all(stripe.subscriptions.list({ limit: 100 }));
  const invoices = await all(stripe.invoices.list({ limit: 100, status: 'paid' }));
  const charges = await all(stripe.charges.list({ limit: 100 }));
  const idsOf = (objects: { id: string }[]) => objects.map(({ id }) => id).sort();
  expect(told('customer.created')).toEqual(idsOf(customers));
  expect(told('customer.subscription.created')).toEqual(idsOf(subscriptions));
  expect(told('invoice.paid')).toEqual(idsOf(invoices));
  expect(told('charge.succeeded')).toEqual(idsOf(charges));
  expect(subscriptions.map((each) => idOf(each.latest_invoice)).sort()).toEqual(idsOf(invoices));
  expect(subscriptions.filter(({ status }) => status !== 'active')).toEqual([]);
  const keys = [
    ...customers.map(({ name }) => name),
    ...subscriptions.map(({ metadata }) => metadata.key),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  return { events, keys };
}

it.each(['a', 'b', 'c'])(
  'loses nothing that was answered, halves nothing and tells no lies, killed at any time (seed %s)',
  async (seed) => {
    let { stripe, control } = await start();
    const { id: price } = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Pro' },
      recurring: { interval: 'month' },
      unit_amount: 4000,
    });
    const { id: payer } = await stripe.customers.create({ name: 'payer' });
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer: payer });
    await stripe.customers.update(payer, { invoice_settings: { default_payment_method: card } });
    const made: Wish[] = [];
    for (const round of [1, 2]) {
      const wishes = wishesOf(`${seed}-${round}`, 12, payer, price);
      // From before the first answer to after the last one.
      await wishUntilKilled(stripe, wishes, numberOf(`kill-${seed}-${round}`) % 13);
      ({ stripe, control } = await start());
      const { events } = await checkWhole(stripe);
      // Nobody was told of an event that did not happen, and no id stands for two.
      const happened = new Map(events.map(({ id, type, data }) => [id, { type, data }]));
      for (const { event } of listener.bodies) {
        expect(happened.get(event.id)).toEqual({ type: event.type, data: event.data });
      }
      made.push(...wishes);
      for (const wish of made) {
        const { id } = await wish.make(stripe, wish.key);
        expect(id).toBe(wish.id ?? id);
        wish.id = id;
      }
      expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    }
    const { events, keys } = await checkWhole(stripe);
    expect(keys.sort()).toEqual(['payer', ...made.map(({ key }) => key)].sort());
    await control.settle();
    const delivered = new Set(listener.bodies.map(({ event }) => event.id));
    expect(events.filter(({ id }) => !delivered.has(id))).toEqual([]);
  },
  120_000,
);
