import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { createControl } from '../local/stripe/control';
import { startLocalStripe } from '../local/stripe/server';

const KEY = 'sk_test_bench';
const SUBSCRIPTIONS = 100;
const CUSTOMERS = 10_000;
const SAMPLES = 1000;
const MINUTE = 60;
const YEAR_SECONDS = 365 * 24 * 3600;
/** 2026-01-15 12:00:00 UTC. */
const START = Date.UTC(2026, 0, 15, 12) / 1000;

export interface LocalStripeFigure {
  what: string;
  value: number;
  unit: string;
  /** Against the same thing on an empty local Stripe, where that makes sense. */
  ratio: number | null;
}

/**
 * The local Stripe on its own, its state kept on disk: a year in the life of 100 monthly
 * subscriptions, and what a request costs beside 10,000 customers and their 10,000 events.
 */
export async function measureLocalStripe(): Promise<LocalStripeFigure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cue-bench-stripe-'));
  try {
    return [...(await measureYear(folder)), ...(await measureCrowd(folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(stateFile: string) {
  const server = await startLocalStripe({ port: 0, secretKey: KEY, stateFile, frozenAt: START });
  const { hostname, port } = new URL(server.url);
  const stripe = new Stripe(KEY, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    telemetry: false,
  });
  return { server, stripe, control: createControl(server.url) };
}

async function measureYear(folder: string): Promise<LocalStripeFigure[]> {
  const { server, stripe, control } = await open(path.join(folder, 'year.json'));
  try {
    const price = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Pro' },
      recurring: { interval: 'month' },
      unit_amount: 4000,
    });
    for (let at = 0; at < SUBSCRIPTIONS; at += 1) {
      const { id: customer } = await stripe.customers.create({});
      const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
      await stripe.subscriptions.create({
        customer,
        default_payment_method: card.id,
        items: [{ price: price.id }],
      });
    }
    const begun = performance.now();
    await control.advance({ seconds: YEAR_SECONDS });
    const seconds = (performance.now() - begun) / 1000;
    const { counts } = await control.state();
    if ((counts.invoice ?? 0) < SUBSCRIPTIONS * 12) throw new Error('A year has twelve renewals.');
    return [
      figure(`a year of ${SUBSCRIPTIONS} monthly subscriptions`, seconds, 's'),
      figure('one renewal within it', (seconds * 1000) / (SUBSCRIPTIONS * 12), 'ms'),
    ];
  } finally {
    await server.close();
  }
}

async function measureCrowd(folder: string): Promise<LocalStripeFigure[]> {
  const stateFile = path.join(folder, 'crowd.json');
  const { server, stripe, control } = await open(stateFile);
  const create = (at: number) => stripe.customers.create({ email: `${at}@example.com` });
  const list = () => stripe.customers.list({ limit: 10 });
  const events = () => stripe.events.list({ limit: 10 });
  let closed = false;
  try {
    await median(create); // warms up
    const alone = { create: await median(create), list: await median(list) };
    for (let at = 2 * SAMPLES; at < CUSTOMERS; at += 16) {
      if (at % 160 === 0) await control.advance({ seconds: MINUTE });
      await Promise.all(Array.from({ length: 16 }, (_, more) => create(at + more)));
    }
    const { counts } = await control.state();
    if ((counts.event ?? 0) < CUSTOMERS) throw new Error('Every customer was announced.');
    const crowded = {
      create: await median(create),
      list: await median(list),
      events: await median(events),
    };
    const pages = await measurePages(stripe);
    await server.close();
    closed = true;
    const begun = performance.now();
    await (await open(stateFile)).server.close();
    const restartMs = performance.now() - begun;
    return [
      figure('create, the median', crowded.create, 'ms', crowded.create / alone.create),
      figure('list ten customers, the median', crowded.list, 'ms', crowded.list / alone.list),
      figure('list ten events, the median', crowded.events, 'ms'),
      ...pages,
      figure('stop and start again', restartMs, 'ms'),
      figure('state on disk', statSync(stateFile).size / 2 ** 20, 'MiB'),
    ];
  } finally {
    if (!closed) await server.close();
  }
}

/** What lists cost in the middle and at the end of ten thousand objects, against their beginning. */
async function measurePages(stripe: Stripe): Promise<LocalStripeFigure[]> {
  const walk = async (list: (after: Stripe.PaginationParams) => Promise<Page>) => {
    const timings: number[] = [];
    let after: Stripe.PaginationParams = { limit: 100 };
    for (;;) {
      const begun = performance.now();
      const { data, has_more: hasMore } = await list(after);
      timings.push(performance.now() - begun);
      if (!hasMore) break;
      after = { limit: 100, starting_after: data.at(-1)?.id ?? '' };
    }
    const tenth = Math.floor(timings.length / 10);
    return {
      each: middle(timings),
      ratio: middle(timings.slice(-tenth)) / middle(timings.slice(0, tenth)),
    };
  };
  const customers = await walk((after) => stripe.customers.list(after));
  const events = await walk((after) => stripe.events.list({ ...after, type: 'customer.created' }));
  const newest = await median(() => stripe.events.list({ limit: 10, type: 'customer.created' }));
  const gte = START + 20 * MINUTE;
  const minute = { limit: 10, created: { gte, lt: gte + MINUTE } };
  const old = await median(() => stripe.events.list({ ...minute, types: ['customer.created'] }));
  return [
    figure(
      'a page of 100 of all customers; the last against the first',
      customers.each,
      'ms',
      customers.ratio,
    ),
    figure('a page of 100 of all events of a type; the same', events.each, 'ms', events.ratio),
    figure('ten events of a minute long ago; against the newest', old, 'ms', old / newest),
  ];
}

interface Page {
  data: { id: string }[];
  has_more: boolean;
}

function figure(what: string, value: number, unit: string, ratio?: number): LocalStripeFigure {
  return { what, value: round(value), unit, ratio: ratio === undefined ? null : round(ratio) };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Milliseconds of the median of one after the other. */
async function median(work: (index: number) => Promise<unknown>): Promise<number> {
  const timings: number[] = [];
  for (let at = 0; at < SAMPLES; at += 1) {
    const begun = performance.now();
    await work(at);
    timings.push(performance.now() - begun);
  }
  return middle(timings);
}

function middle(timings: readonly number[]): number {
  return timings.toSorted((left, right) => left - right)[timings.length >> 1] ?? Number.NaN;
}
