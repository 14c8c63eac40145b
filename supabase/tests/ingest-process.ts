import { createClient } from '@supabase/supabase-js';
import Stripe from 'stripe';
import type { Database } from '@/lib/db/database.types';
import { ingestEvent } from '@/lib/stripe/sync/ingest';
import { startSupabaseApi } from '@/local/database/api';

/**
 * A server that takes one event and can be killed: `ingest-process.ts DATABASE_URL BODY SIGNATURE`.
 * The API runs inside it, so its connections to the database die with it.
 */
const [databaseUrl, body, signature] = process.argv.slice(2);
if (databaseUrl === undefined || body === undefined || signature === undefined) {
  throw new Error('Usage: ingest-process.ts DATABASE_URL BODY SIGNATURE');
}
const stripe = new Stripe('sk_test_process');
const api = await startSupabaseApi({
  databaseUrl,
  port: 0,
  publishableKey: 'sb_publishable_process',
  secretKey: 'sb_secret_process',
  publicJwk: { kty: 'EC', crv: 'P-256', kid: 'process', ...pointOnCurve() },
});
const db = createClient<Database>(api.url, 'sb_secret_process');
const event = await stripe.webhooks.constructEventAsync(body, signature, 'whsec_test');
const { outcome } = await ingestEvent({ stripe, db }, event);
process.stdout.write(outcome);
await api.close();

/** Nobody signs in here, but the API wants a key: the curve's own generator. */
function pointOnCurve() {
  return {
    x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
    y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
  };
}
