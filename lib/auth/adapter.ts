import 'server-only';
import { SupabaseAdapter } from '@auth/supabase-adapter';
import type { Adapter, AdapterAccount } from 'next-auth/adapters';
import { supabaseEnv } from '@/lib/env/env';

/**
 * Users and their provider accounts in Postgres (schema `next_auth`), written with the secret key.
 * The providers' tokens are left out: Cue never calls a provider again after the sign-in, and a
 * token that is not stored cannot leak.
 */
export function createAuthAdapter(): Adapter {
  const env = supabaseEnv();
  const adapter = SupabaseAdapter({ url: env.SUPABASE_URL, secret: env.SUPABASE_SECRET_KEY });
  return {
    ...adapter,
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      await adapter.linkAccount?.({ userId, type, provider, providerAccountId });
    },
  };
}
