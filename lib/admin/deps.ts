import 'server-only';
import type Stripe from 'stripe';
import { createServiceClient, type Db } from '@/lib/db/clients';
import { appEnv, stripeEnv } from '@/lib/env/env';
import { createStripe } from '@/lib/stripe/client';

/** Whom commands ask, handed to every one of them. */
export interface AdminDeps {
  stripe: Stripe;
  /** The database as the service. */
  db: Db;
  /** The app's origin, the only one that Stripe may send people back to. */
  origin: string;
  /** Whether the key is for real money; objects of the other mode are not ours to touch. */
  livemode: boolean;
}

export function createAdminDeps(): AdminDeps {
  const env = stripeEnv();
  return {
    stripe: createStripe(env),
    db: createServiceClient(),
    origin: appEnv().NEXTAUTH_URL,
    livemode: env.STRIPE_SECRET_KEY.includes('_live_'),
  };
}
