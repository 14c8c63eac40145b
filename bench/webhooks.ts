import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import pg from 'pg';
import Stripe from 'stripe';

const CONCURRENCY = 16;
const WARM_UP = 200;
const DELIVERIES = 2000;

export interface WebhookTiming {
  what: string;
  perSecond: number;
  medianMs: number;
  p99Ms: number;
  /** Median against the medians of a refused request and one bare call of the database together. */
  ratio: number;
}

function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set; see .env.local.`);
  return value;
}

/** Runs `work` for 0, 1, 2 ... with 16 at a time; figures leave the first ones out. */
async function measure(work: (index: number) => Promise<void>) {
  const timings: number[] = [];
  let next = 0;
  let start = 0;
  const worker = async () => {
    while (next < WARM_UP + DELIVERIES) {
      const index = next;
      next += 1;
      if (index === WARM_UP) start = performance.now();
      const begun = performance.now();
      await work(index);
      if (index >= WARM_UP) timings.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - start) / 1000;
  timings.sort((left, right) => left - right);
  const percentile = (share: number) =>
    timings[Math.min(timings.length - 1, Math.floor(timings.length * share))] ?? Number.NaN;
  return { perSecond: DELIVERIES / seconds, medianMs: percentile(0.5), p99Ms: percentile(0.99) };
}

/** A new subscription with one item, as Stripe tells of it; nobody is linked to its customer. */
function subscriptionEvent(run: string, index: number): string {
  const created = Math.floor(Date.now() / 1000);
  const id = `sub_bench_${run}_${index}`;
  const price = {
    id: 'price_bench',
    object: 'price',
    currency: 'usd',
    product: 'bench',
    recurring: { interval: 'month', interval_count: 1 },
    unit_amount: 4000,
  };
  const item = {
    id: `si_bench_${run}_${index}`,
    object: 'subscription_item',
    created,
    current_period_end: created + 2_592_000,
    current_period_start: created,
    metadata: {},
    price,
    quantity: 1,
    subscription: id,
  };
  const object = {
    id,
    object: 'subscription',
    billing_cycle_anchor: created,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    created,
    currency: 'usd',
    customer: 'cus_bench',
    default_payment_method: null,
    ended_at: null,
    items: { object: 'list', data: [item], has_more: false, url: '/v1/subscription_items' },
    latest_invoice: null,
    livemode: false,
    metadata: {},
    pause_collection: null,
    schedule: null,
    start_date: created,
    status: 'active',
    trial_end: null,
    trial_start: null,
  };
  return JSON.stringify({
    id: `evt_bench_${run}_${index}`,
    object: 'event',
    api_version: Stripe.API_VERSION,
    created,
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: 'customer.subscription.created',
    data: { object },
  });
}

/** Takes what was measured with out of the mirror again; the API has no way to do it. */
async function sweep(): Promise<void> {
  const client = new pg.Client({ connectionString: requireEnv('DATABASE_URL') });
  await client.connect();
  try {
    for (const table of ['events', 'objects', 'subscriptions', 'subscription_items']) {
      await client.query(`delete from stripe.${table} where id like '%\\_bench\\_%'`);
    }
  } finally {
    await client.end();
  }
}

/**
 * Signed deliveries through the production route, each of a subscription of its own, 16 at a time;
 * beside them, in the same run, a request that the same route refuses and one bare call of the
 * database over its API: the least that receiving anything and storing anything costs.
 *
 * @param appUrl origin of the running app; its secrets stand in the environment as in `.env.local`
 */
export async function measureWebhooks(appUrl: string): Promise<WebhookTiming[]> {
  const route = new URL('/api/webhooks/stripe', appUrl).href;
  const secret = requireEnv('STRIPE_WEBHOOK_SECRET');
  const stripe = new Stripe('sk_test_bench');
  const db = createClient(requireEnv('SUPABASE_URL'), requireEnv('SUPABASE_SECRET_KEY'), {
    auth: { persistSession: false },
  });
  const run = randomUUID().slice(0, 8);

  const refused = await measure(async () => {
    const answer = await fetch(route, { method: 'POST', body: '{}' });
    await answer.text();
    if (answer.status !== 400) throw new Error(`The route answered ${answer.status}, not 400`);
  });
  const call = await measure(async () => {
    const { error } = await db.schema('billing').rpc('customer_of', { p_user_id: randomUUID() });
    if (error) throw new Error(`The database refused: ${error.message}`);
  });
  try {
    const delivered = await measure(async (index) => {
      const payload = subscriptionEvent(run, index);
      const signature = stripe.webhooks.generateTestHeaderString({ payload, secret });
      const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
      const answer = await fetch(route, { method: 'POST', body: payload, headers });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`A delivery was answered ${answer.status}: ${text}`);
    });
    const least = refused.medianMs + call.medianMs;
    return [
      { what: 'a refused request', ...refused, ratio: refused.medianMs / least },
      { what: 'one call of the database', ...call, ratio: call.medianMs / least },
      { what: 'a delivery', ...delivered, ratio: delivered.medianMs / least },
    ];
  } finally {
    await sweep();
  }
}
