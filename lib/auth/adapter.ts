import 'server-only';
import { SupabaseAdapter } from '@auth/supabase-adapter';
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters';
import { supabaseEnv } from '@/lib/env/env';
import { createSignedInPerson } from './commands';

type Wanted = Pick<AdapterAccount, 'provider' | 'providerAccountId'>;

const isSame = (one: Wanted | null, other: Wanted) =>
  one?.provider === other.provider && one.providerAccountId === other.providerAccountId;

/**
 * Users and their provider accounts in Postgres (schema `next_auth`), written with the secret key.
 * The providers' tokens are left out: Cue never calls a provider again after the sign-in, and a
 * token that is not stored cannot leak.
 *
 * One adapter serves one request. It remembers which sign-in at a provider the request asked for, because
 * next-auth makes a person and his sign-in in two steps, between which the same person may arrive again.
 */
export function createAuthAdapter() {
  const env = supabaseEnv();
  const adapter = SupabaseAdapter({ url: env.SUPABASE_URL, secret: env.SUPABASE_SECRET_KEY });
  let wanted: Wanted | null = null;
  let isLinked = false;
  const ownerOf = async (account: Wanted) => (await adapter.getUserByAccount?.(account)) ?? null;
  return {
    ...adapter,
    getUserByAccount: (account: Wanted) => {
      wanted = account;
      return ownerOf(account);
    },
    getUserByEmail: async (email: string) => {
      const found = (await adapter.getUserByEmail?.(email)) ?? null;
      if (found === null || wanted === null) return found;
      // He came into being after next-auth had asked by the sign-in: `createUser` finds him by it.
      const owner = await ownerOf(wanted);
      return owner?.id === found.id ? null : found;
    },
    createUser: async (person: Omit<AdapterUser, 'id'>) => {
      if (wanted === null) throw new Error('Nobody comes here but from a provider.');
      const created = await createSignedInPerson(person, { ...wanted, type: 'oauth' });
      isLinked = true;
      return created;
    },
    linkAccount: async ({ userId, type, provider, providerAccountId }: AdapterAccount) => {
      if (isLinked && isSame(wanted, { provider, providerAccountId })) return;
      await adapter.linkAccount?.({ userId, type, provider, providerAccountId });
    },
  } satisfies Adapter;
}
