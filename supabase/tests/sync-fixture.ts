import type Stripe from 'stripe';
import { createStripe } from '@/lib/stripe/client';
import { ingestEvent } from '@/lib/stripe/sync/ingest';
import type { SyncDeps } from '@/lib/stripe/sync/refetch';
import { verifyEvent } from '@/lib/stripe/webhook';
import { listen } from '@/local/kit/listen';
import { createControl } from '@/local/stripe/control';
import { startLocalStripe } from '@/local/stripe/server';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import { findDifferences, type Difference } from './truth';

const STRIPE_SECRET_KEY = 'sk_test_sync';
const SECRET = 'whsec_sync';

/** The mirror beside the local Stripe, through real requests and signed deliveries. */
export interface SyncFixture {
  fixture: DatabaseFixture;
  stripe: Stripe;
  control: ReturnType<typeof createControl>;
  deps: SyncDeps;
  /** Rows of the mirror that are not what Stripe says. */
  differences: (tables?: readonly string[]) => Promise<Difference[]>;
  /** Rows of a query. */
  query: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  close: () => Promise<void>;
}

/**
 * Starts all of it; call `close` when done.
 *
 * @param destination how Stripe is told to deliver; `null` registers no endpoint at all
 */
export async function startSync(
  destination: 'snapshot' | 'thin' | null = 'snapshot',
): Promise<SyncFixture> {
  const fixture = await startDatabase();
  const local = await startLocalStripe({ port: 0, secretKey: STRIPE_SECRET_KEY });
  const stripe = createStripe({ STRIPE_SECRET_KEY, STRIPE_API_URL: local.url });
  const control = createControl(local.url);
  const deps = { stripe, db: fixture.service };
  const endpoint = await listen(
    async (request) => {
      const body = Buffer.from(await request.arrayBuffer());
      const signature = request.headers.get('stripe-signature');
      try {
        const payload = await verifyEvent(stripe, body, signature, [SECRET]);
        const { status } = await ingestEvent(deps, payload);
        return new Response(null, { status });
      } catch {
        // As the route answers: it should come again.
        return new Response(null, { status: 503 });
      }
    },
    { port: 0, name: 'webhook endpoint' },
  );
  if (destination !== null) {
    await control.webhookEndpoint({ url: endpoint.url, secret: SECRET, payload: destination });
  }
  return {
    fixture,
    stripe,
    control,
    deps,
    differences: (tables) => findDifferences(stripe, fixture.database, tables),
    query: (sql, values) => fixture.database.query(sql, values),
    close: async () => {
      await local.close();
      await endpoint.close();
      await fixture.close();
    },
  };
}
