import 'server-only';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { supabaseEnv } from '@/lib/env/env';
import type { Database } from './database.types';
import { signUserToken } from './user-token';

/** The database as its owner sees it: every schema that the API exposes, fully typed. */
export type Db = SupabaseClient<Database>;

const withoutSession = {
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
};

/**
 * The database as one signed-in user: row level security decides what is seen and changed.
 *
 * @param userId the id from a verified session, never from a request
 */
export function createUserClient(userId: string): Db {
  const env = supabaseEnv();
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    accessToken: () => signUserToken(env.SUPABASE_SIGNING_KEY, userId),
  });
}

/**
 * The database as the service, past row level security. Only the Stripe sync, sign-in and
 * operators' scripts may use it; a request on behalf of a person uses `createUserClient`.
 */
export function createServiceClient(): Db {
  const env = supabaseEnv();
  return createClient<Database>(env.SUPABASE_URL, env.SUPABASE_SECRET_KEY, withoutSession);
}
