import 'server-only';
import type Stripe from 'stripe';
import type { SessionUser } from '@/lib/auth/session';
import { createServiceClient, createUserClient, type Db } from '@/lib/db/clients';
import { appEnv } from '@/lib/env/env';
import { clientAddress } from '@/lib/errors/rate-limit';
import { createStripe } from '@/lib/stripe/client';

/** Who asks and whom we ask, handed to every billing command. */
export interface BillingDeps {
  stripe: Stripe;
  /** The person as the session knows him; null for a guest. Never taken from a request. */
  user: SessionUser | null;
  /** The database as that person; null for a guest. */
  db: Db | null;
  /** The database as the service; only for bringing Stripe's answers into the mirror. */
  service: Db;
  /** The app's origin, the only one that Stripe may send people back to. */
  origin: string;
  /** Whose attempts are counted together where guests are limited. */
  clientAddress: string;
}

/**
 * @param user the verified session, or null for a guest
 * @param headers of the request, for the address of a guest; see `clientAddress`
 */
export function createBillingDeps(
  user: SessionUser | null,
  headers: Pick<Headers, 'get'> = new Headers(),
): BillingDeps {
  return {
    stripe: createStripe(),
    user,
    db: user === null ? null : createUserClient(user.id),
    service: createServiceClient(),
    origin: appEnv().NEXTAUTH_URL,
    clientAddress: clientAddress(headers),
  };
}
