import { readFileSync } from 'node:fs';
import Stripe from 'stripe';
import { stripeRelease } from '../lib/stripe/release';
import { withPostgres } from '../local/database/throwaway';
import { startLocalStripe } from '../local/stripe/server';
import { createCue, createEngine, SECRET, type Contender } from './sync-contenders';

const KEY = 'sk_test_bench';
const CONCURRENCY = 16;
/** Each subscription four times: until then the code of neither is compiled, nor its statements planned. */
const WARM_UP = 2000;
const EVENTS = 3000;
/** Events are spread over this many subscriptions. */
const SUBSCRIPTIONS = 500;
const ITEMS = 100_000;
/** Linux counts the time of processes in hundredths of a second. */
const TICKS_PER_SECOND = 100;

export interface SyncFigure {
  what: string;
  eventsPerSecond: number;
  statementsPerEvent: number;
  /** Processor time of this process, of its connections in PostgreSQL, and of both together. */
  nodeCpuMsPerEvent: number;
  postgresCpuMsPerEvent: number;
  cpuMsPerEvent: number;
  /** Events per second against the engine's on tables of the same size. */
  ratio: number;
  /** CPU for each event against that on empty tables. */
  growth: number;
}

type Delivery = [body: Buffer, signature: string];

/**
 * Signed deliveries of changed subscriptions through Cue's mirror and through the published engine, on
 * one PostgreSQL in one run, on empty tables and beside 100,000 subscription items. Both go from the
 * signature to the committed rows on the same way: a pool of 16 connections of the same driver. Each is
 * used as it is: the engine keeps typed rows; Cue also keeps every event, the object as it came, and
 * what follows from a change.
 */
export async function measureSync(): Promise<SyncFigure[]> {
  const sample = await sampleSubscription();
  return withPostgres(async (server) => {
    const contenders = [await createCue(server), await createEngine(server)];
    try {
      const figures: SyncFigure[] = [];
      for (const items of [0, ITEMS]) {
        const measured = [];
        for (const contender of contenders) {
          if (items > 0) await contender.fill(items);
          measured.push(await measure(contender, sample, items));
        }
        const engine = measured.at(-1)?.eventsPerSecond ?? Number.NaN;
        for (const figure of measured) {
          const first = figures.find(({ what }) =>
            figure.what.startsWith(what.split(',')[0] ?? ''),
          );
          const growth = figure.cpuMsPerEvent / (first ?? figure).cpuMsPerEvent;
          figures.push({ ...figure, ratio: figure.eventsPerSecond / engine, growth });
        }
      }
      return figures;
    } finally {
      for (const contender of contenders) await contender.close();
    }
  });
}

/** A subscription as Stripe sends it, whole. */
async function sampleSubscription(): Promise<Stripe.Subscription> {
  const local = await startLocalStripe({ port: 0, secretKey: KEY });
  try {
    const { hostname, port } = new URL(local.url);
    const stripe = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http' });
    const { id: customer } = await stripe.customers.create({});
    return await stripe.subscriptions.create({
      customer,
      trial_period_days: 30,
      items: [
        {
          price_data: {
            currency: 'usd',
            product: (await stripe.products.create({ name: 'Pro' })).id,
            recurring: { interval: 'month' },
            unit_amount: 4000,
          },
        },
      ],
    });
  } finally {
    await local.close();
  }
}

let created = 0;

/** Changes of some subscriptions, each a second after the one before: none needs to be asked for. */
function createDeliveries(sample: Stripe.Subscription, count: number): Delivery[] {
  const stripe = new Stripe(KEY);
  created = Math.max(created, sample.created);
  return Array.from({ length: count }, (_, index) => {
    created += 1;
    const id = `sub_bench_${index % SUBSCRIPTIONS}`;
    const items = {
      ...sample.items,
      data: sample.items.data.map((item) => ({
        ...item,
        id: `si_bench_${index % SUBSCRIPTIONS}`,
        subscription: id,
      })),
    };
    const payload = JSON.stringify({
      id: `evt_bench_${created}`,
      object: 'event',
      api_version: stripeRelease,
      created,
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type: 'customer.subscription.updated',
      data: { object: { ...sample, id, items, metadata: { index: String(index) } } },
    });
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
    return [Buffer.from(payload), signature];
  });
}

async function measure(contender: Contender, sample: Stripe.Subscription, items: number) {
  await run(contender, createDeliveries(sample, WARM_UP));
  const deliveries = createDeliveries(sample, EVENTS);
  const statements = contender.statements();
  const before = await cpuMs(contender);
  const start = performance.now();
  await run(contender, deliveries);
  const seconds = (performance.now() - start) / 1000;
  const after = await cpuMs(contender);
  const node = (after.node - before.node) / EVENTS;
  const postgres = (after.postgres - before.postgres) / EVENTS;
  return {
    what: `${contender.name}, ${items.toLocaleString('en')} items`,
    eventsPerSecond: EVENTS / seconds,
    statementsPerEvent: (contender.statements() - statements) / EVENTS,
    nodeCpuMsPerEvent: node,
    postgresCpuMsPerEvent: postgres,
    cpuMsPerEvent: node + postgres,
  };
}

async function run({ take }: Contender, deliveries: Delivery[]): Promise<void> {
  // One subscription's events stay in order, as Stripe's mostly do: the same lane takes them all.
  const lanes = Array.from({ length: CONCURRENCY }, (_, lane) =>
    deliveries.filter((_delivery, index) => (index % SUBSCRIPTIONS) % CONCURRENCY === lane),
  );
  await Promise.all(
    lanes.map(async (lane) => {
      for (const delivery of lane) await take(...delivery);
    }),
  );
}

/** Processor time so far in milliseconds, of this process and of the contender's own connections. */
async function cpuMs({ pool, database }: Contender): Promise<{ node: number; postgres: number }> {
  const own = process.cpuUsage();
  const { rows } = await pool.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = $1',
    [database],
  );
  const ticks = rows.map(({ pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  const theirs = ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
  return { node: (own.user + own.system) / 1000, postgres: theirs * 1000 };
}
