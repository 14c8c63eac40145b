import type Stripe from 'stripe';
import type { Db } from '@/lib/db/clients';
import { createStripe } from '@/lib/stripe/client';
import { ingestEvent } from '@/lib/stripe/sync/ingest';
import { createPacer } from '@/lib/stripe/sync/pacer';
import { checkPayments } from '@/lib/stripe/sync/payments';
import { scanObjects } from '@/lib/stripe/sync/scan';
import { retryEvents } from '@/lib/stripe/sync/worker';
import { listen } from '@/local/kit/listen';
import { createControl } from '@/local/stripe/control';
import { startLocalStripe } from '@/local/stripe/server';
import { findDifferences, type Difference } from '../truth';
import { createDeliveries } from './deliveries';
import { createFaultyFetch } from './faults';
import { changeSomething, createCatalog, createSubscriber, type Subscriber } from './history';
import { createRandom, type Random } from './random';

export interface ChaosOptions {
  /** The database as the service, through a given way to it. */
  connect: (way: typeof fetch) => Db;
  query: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  subscriptions: number;
  /** Changes of each subscription. */
  changes: number;
  seed: string;
  /** Drops 5 % of the deliveries and scans in the end; else nothing is lost and nothing is scanned. */
  isLossy: boolean;
  say?: (text: string) => void;
}

export interface ChaosReport {
  differences: Difference[];
  counts: Record<string, number>;
}

const KEY = 'sk_test_chaos';
const SECRET = 'whsec_chaos';
const BEGAN = Date.UTC(2027, 0, 15) / 1000;
const SHARES = { duplicated: 0.15, failing: 0.02, killed: 0.005 };
const DROPPED = 0.05;
const AT_ONCE = 8;
const RETRIES_MAX = 50;

/**
 * Lives through random histories at Stripe while everything goes wrong on the way to the database, and
 * compares the two field by field when it is quiet again.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { subscriptions, changes, seed, isLossy, say = () => undefined } = options;
  const random = createRandom(seed);
  const local = await startLocalStripe({ port: 0, secretKey: KEY, seed, frozenAt: BEGAN });
  const stripe = createStripe({ STRIPE_SECRET_KEY: KEY, STRIPE_API_URL: local.url });
  const control = createControl(local.url);
  const way = createFaultyFetch(random.fork('faults'), SHARES);
  const deps = { stripe, db: options.connect(way.fetch) };
  const dropped = isLossy ? DROPPED : 0;
  const deliveries = createDeliveries(
    random.fork('deliveries'),
    { duplicated: SHARES.duplicated, dropped },
    // Whatever happens inside: Stripe hears 200 or nothing.
    (payload) =>
      ingestEvent(deps, payload).then(
        ({ status }) => status === 200,
        () => false,
      ),
  );
  const receiver = await listen(
    async (request) => {
      deliveries.publish(await request.json());
      return new Response(null);
    },
    { port: 0, name: 'chaos receiver' },
  );
  try {
    await control.webhookEndpoint({ url: receiver.url, secret: SECRET });
    const catalog = await createCatalog(stripe);
    say(`${subscriptions} subscriptions with ${changes} changes each`);
    const people = await createPeople(stripe, catalog, random, subscriptions);
    for (let round = 0; round < changes; round += 1) {
      await changeAll(stripe, control, people, catalog, random.fork(`round ${round}`));
      await control.settle();
      await deliveries.next();
      say(`round ${round + 1} of ${changes}: ${deliveries.counts.delivered} deliveries`);
    }
    await deliveries.finish();
    way.end();
    await settle(options, deps);
    if (isLossy) {
      say('reconciling');
      await scanObjects(deps, { pace: createPacer(100_000), hasTime: () => true });
    }
    say('comparing');
    const differences = await findDifferences(stripe, options);
    return { differences, counts: { ...deliveries.counts, ...way.counts } };
  } finally {
    await local.close();
    await receiver.close();
  }
}

async function createPeople(
  stripe: Stripe,
  catalog: Parameters<typeof createSubscriber>[1],
  random: Random,
  count: number,
): Promise<Subscriber[]> {
  const people: Subscriber[] = [];
  await inParallel(count, async (index) => {
    const own = random.fork(`person ${index}`);
    people[index] = await createSubscriber(stripe, catalog, own, index);
  });
  return people;
}

/** Everybody once, in an order of its own; half of the changes share their second with the one before. */
async function changeAll(
  stripe: Stripe,
  control: ReturnType<typeof createControl>,
  people: readonly Subscriber[],
  catalog: Parameters<typeof createSubscriber>[1],
  random: Random,
): Promise<void> {
  await inParallel(people.length, async (index) => {
    const who = people[index];
    if (who === undefined) return;
    const own = random.fork(String(index));
    await changeSomething(stripe, who, catalog, own);
    if (own.chance(0.5)) await changeSomething(stripe, who, catalog, own);
    else if (own.chance(0.1)) await control.advance({ seconds: 1 + own.below(600) });
  });
  await control.advance({ seconds: 1 + random.below(3600) });
}

async function inParallel(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** The worker's share: what failed, what died and what no event tells is due at once, until nothing is. */
async function settle(
  { query }: ChaosOptions,
  deps: Parameters<typeof retryEvents>[0],
): Promise<void> {
  for (let attempt = 0; attempt < RETRIES_MAX; attempt += 1) {
    const open = await query(
      `update stripe.events set next_attempt_at = now() where status in ('received', 'fetch', 'failed')
       returning id`,
    );
    const untold = await query(
      'update stripe.payment_checks set due_at = now() returning invoice_id',
    );
    if (open.length + untold.length === 0) return;
    await retryEvents(deps, () => true);
    await checkPayments(deps, { pace: createPacer(100_000), hasTime: () => true });
  }
  throw new Error('Some events or payments are never settled.');
}
