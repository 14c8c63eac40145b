import 'server-only';
import type Stripe from 'stripe';
import type { SessionUser } from '@/lib/auth/session';
import type { Db } from '@/lib/db/clients';
import { syncObject } from '@/lib/stripe/sync/sync';
import type { BillingDeps } from './deps';
import { findCustomer } from './queries';

/**
 * Makes the customer, or finds the one that a click at the same moment made: that is what the
 * idempotency key is for. Stripe also repeats its answer for a customer who has been deleted since;
 * his id then makes a new key.
 */
async function createCustomer(stripe: Stripe, user: SessionUser) {
  // Nothing that a person may change in between: Stripe refuses a known key with other parameters.
  const params = { email: user.email, metadata: { cue_user_id: user.id } };
  const idempotencyKey = `cue-customer-${user.id}`;
  const created = await stripe.customers.create(params, { idempotencyKey });
  if (created.lastResponse.headers['idempotent-replayed'] !== 'true') return created;
  const current = await stripe.customers.retrieve(created.id);
  if (current.deleted !== true) return created;
  return stripe.customers.create(params, { idempotencyKey: `${idempotencyKey}-${created.id}` });
}

/**
 * The Stripe customer of a signed-in person, made at the first purchase. A new customer carries the
 * person's id and is brought into the mirror before anything is bought, so that the link between
 * the two does not wait for a webhook.
 */
export async function requireCustomer(
  deps: BillingDeps,
  user: SessionUser,
  db: Db,
): Promise<{ id: string; isNew: boolean }> {
  const known = await findCustomer(db);
  if (known !== null) return { id: known, isNew: false };
  const customer = await createCustomer(deps.stripe, user);
  await syncObject({ stripe: deps.stripe, db: deps.service }, customer);
  return { id: customer.id, isNew: true };
}
