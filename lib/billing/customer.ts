import 'server-only';
import type { SessionUser } from '@/lib/auth/session';
import type { Db } from '@/lib/db/clients';
import { syncObject } from '@/lib/stripe/sync/sync';
import type { BillingDeps } from './deps';
import { findCustomer } from './queries';

/**
 * The Stripe customer of a signed-in person, made at the first purchase.
 *
 * The idempotency key makes two clicks in two tabs one customer. The new customer carries the
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
  const customer = await deps.stripe.customers.create(
    {
      email: user.email,
      ...(user.name !== null && { name: user.name }),
      metadata: { cue_user_id: user.id },
    },
    { idempotencyKey: `cue-customer-${user.id}` },
  );
  await syncObject({ stripe: deps.stripe, db: deps.service }, customer);
  return { id: customer.id, isNew: true };
}
