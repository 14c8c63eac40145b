import { createRequire } from 'node:module';
import type * as SyncEngine from '@supabase/stripe-sync-engine';
import pg from 'pg';
import Stripe from 'stripe';
import type { Db } from '../lib/db/clients';
import { stripeRelease } from '../lib/stripe/release';
import { ingestEvent } from '../lib/stripe/sync/ingest';
import { verifyEvent } from '../lib/stripe/webhook';
import type { ThrowawayServer } from '../local/database/throwaway';

// The package's build for `import` names `__dirname`, which is not there: its migrations never run.
const { runMigrations, StripeSync } = createRequire(import.meta.url)(
  '@supabase/stripe-sync-engine',
) as typeof SyncEngine;

export const SECRET = 'whsec_bench';
const KEY = 'sk_test_bench';
const CONNECTIONS = 16;

export interface Contender {
  name: string;
  database: string;
  pool: pg.Pool;
  /** Takes one signed delivery, as its webhook route would. */
  take: (body: Buffer, signature: string) => Promise<void>;
  /** Statements sent so far. */
  statements: () => number;
  /** Fills the tables with this many subscriptions of one item each. */
  fill: (count: number) => Promise<void>;
  close: () => Promise<void>;
}

/** Counts what goes over the connections of a pool. */
function counting(pool: pg.Pool): () => number {
  let statements = 0;
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((...args: unknown[]) => {
    statements += 1;
    return query(...args);
  }) as typeof pool.query; // the same function with a number beside it
  return () => statements;
}

/**
 * Cue's mirror on a pool like the engine's own. In production an API stands between; what that costs is
 * measured by the benchmark `webhooks`.
 */
export async function createCue(server: ThrowawayServer): Promise<Contender> {
  const url = await server.createDatabase('cue', { isMigrated: true });
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  const statements = counting(pool);
  const stripe = new Stripe(KEY, { apiVersion: stripeRelease });
  const call = async (name: string, parameters: Record<string, unknown>) => {
    const names = Object.keys(parameters);
    const list = names.map((parameter, index) => `${parameter} => $${index + 1}`).join(', ');
    const values = names.map((parameter) => JSON.stringify(parameters[parameter]));
    // By a name, as the API in front of it does, so that the statement is read once for each connection.
    const { rows } = await pool.query<{ data: unknown }>({
      name,
      text: `select billing.${name}(${list}) as data`,
      values,
    });
    return { data: rows[0]?.data ?? null, error: null };
  };
  // Of the client only this one call is used on the way of an event.
  const db = { schema: () => ({ rpc: call }) } as unknown as Db;
  return {
    name: 'cue',
    database: 'cue',
    pool,
    statements,
    take: async (body, signature) => {
      const payload = await verifyEvent(stripe, body, signature, [SECRET]);
      const { outcome } = await ingestEvent({ stripe, db }, payload);
      if (outcome !== 'processed') throw new Error(`An event was ${outcome}.`);
    },
    fill: async (count) => {
      await pool.query(
        `insert into stripe.subscriptions (id, customer_id, status, collection_method, currency,
           cancel_at_period_end, started_at, billing_cycle_anchor, livemode, created_at)
         select 'sub_fill_' || n, 'cus_' || n, 'active', 'charge_automatically', 'usd', false, now(), now(), false, now()
         from generate_series(1, ${count}) as n`,
      );
      await pool.query(
        `insert into stripe.subscription_items (id, subscription_id, price_id, product_id, currency,
           current_period_start, current_period_end, created_at)
         select 'si_fill_' || n, 'sub_fill_' || n, 'price', 'product', 'usd', now(), now(), now()
         from generate_series(1, ${count}) as n`,
      );
      await pool.query(
        `insert into stripe.objects (type, id, version, as_of_lo, as_of_hi)
         select 'subscription', 'sub_fill_' || n, 1, 1, 1 from generate_series(1, ${count}) as n`,
      );
      await pool.query('analyze');
    },
    close: () => pool.end(),
  };
}

/** The published engine, told as little as possible to do: no refetch, no related objects. */
export async function createEngine(server: ThrowawayServer): Promise<Contender> {
  const url = await server.createDatabase('engine', { isMigrated: false });
  await runMigrations({ databaseUrl: url, schema: 'stripe' });
  const sync = new StripeSync({
    schema: 'stripe',
    stripeSecretKey: KEY,
    stripeWebhookSecret: SECRET,
    stripeApiVersion: stripeRelease,
    poolConfig: { connectionString: url, max: CONNECTIONS },
  });
  const { pool } = sync.postgresClient;
  // The end of the server ends idle connections; the engine leaves that to its user.
  pool.on('error', () => undefined);
  return {
    name: '@supabase/stripe-sync-engine',
    database: 'engine',
    pool,
    statements: counting(pool),
    take: (body, signature) => sync.processWebhook(body, signature),
    fill: async (count) => {
      await pool.query(
        `insert into stripe.subscriptions (id, object, customer, status)
         select 'sub_fill_' || n, 'subscription', 'cus_' || n, 'active' from generate_series(1, ${count}) as n`,
      );
      await pool.query(
        `insert into stripe.subscription_items (id, object, subscription, price, quantity)
         select 'si_fill_' || n, 'subscription_item', 'sub_fill_' || n, 'price_bench', 1
         from generate_series(1, ${count}) as n`,
      );
      await pool.query('analyze');
    },
    // Its own `close` does not wait for the connections to end.
    close: () => pool.end(),
  };
}
