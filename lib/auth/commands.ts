import 'server-only';
import type { AdapterAccount, AdapterUser } from 'next-auth/adapters';
import { z } from 'zod';
import { createServiceClient } from '@/lib/db/clients';

const personSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string(),
  image: z.string().nullable(),
});

/** A sign-in at a provider: whose it is there. */
export type ProviderSignIn = Pick<AdapterAccount, 'type' | 'provider' | 'providerAccountId'>;

/**
 * Makes a person together with his sign-in at a provider; of several at once one makes him and the
 * others find him, by that sign-in and never by his address.
 *
 * @throws Error when the address belongs to somebody who signs in otherwise
 */
export async function createSignedInPerson(
  person: Pick<AdapterUser, 'name' | 'email' | 'image'>,
  { type, provider, providerAccountId }: ProviderSignIn,
): Promise<AdapterUser> {
  const { name = null, email, image = null } = person;
  const { data } = await createServiceClient()
    .schema('billing')
    .rpc('first_sign_in', {
      p_person: { name, email, image },
      p_type: type,
      p_provider: provider,
      p_provider_account_id: providerAccountId,
    })
    .throwOnError();
  if (data === null) throw new Error('The address belongs to somebody who signs in otherwise.');
  return { ...personSchema.parse(data), emailVerified: null };
}
