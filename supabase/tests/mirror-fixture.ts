import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ingestEvent, type Ingested } from '@/lib/stripe/sync/ingest';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import { StripeWorld } from './stripe-world';

type Row = Record<string, unknown> | undefined;

/** A database and a Stripe for a test file; both are empty again before each test. */
export interface MirrorFixture {
  readonly fixture: DatabaseFixture;
  readonly world: StripeWorld;
  /** Delivers an event to the product. */
  send: (event: object) => Promise<Pick<Ingested, 'status' | 'outcome'>>;
  /** A row of the mirror by table and id. */
  row: (table: string, id: string) => Promise<Row>;
  empty: () => Promise<void>;
}

const tables = [
  'events',
  'objects',
  'drift',
  'sync_state',
  'active_entitlements',
  'charges',
  'checkout_sessions',
  'coupons',
  'credit_notes',
  'customers',
  'discounts',
  'invoice_lines',
  'invoice_payments',
  'invoices',
  'payment_intents',
  'payment_methods',
  'prices',
  'products',
  'promotion_codes',
  'refunds',
  'subscription_items',
  'subscriptions',
].map((table) => `stripe.${table}`);

/** Sets both up for the test file that calls it. */
export function setUpMirror(): MirrorFixture {
  let fixture: DatabaseFixture | undefined;
  let world = new StripeWorld();
  const started = () => {
    if (fixture === undefined) throw new Error('The database is there in tests only.');
    return fixture;
  };
  const empty = async () => {
    world = new StripeWorld();
    // A few rows each: deleting them is a tenth of what truncating the files costs.
    await started().database.query(
      [...tables, 'billing.customer_links', 'billing.outbox']
        .map((table) => `delete from ${table}`)
        .join('; '),
    );
  };
  beforeAll(async () => {
    fixture = await startDatabase();
  });
  beforeEach(empty);
  afterAll(() => fixture?.close());
  return {
    get fixture() {
      return started();
    },
    get world() {
      return world;
    },
    empty,
    send: async (event) => {
      const deps = { stripe: world.stripe, db: started().service };
      const { status, outcome } = await ingestEvent(deps, event);
      return { status, outcome };
    },
    row: async (table, id) => {
      const rows = await started().database.query(`select * from stripe.${table} where id = $1`, [
        id,
      ]);
      return rows[0];
    },
  };
}
