import 'server-only';
import { cache } from 'react';
import { getUser } from '@/lib/auth/queries';
import type { SessionUser } from '@/lib/auth/schema';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';

export interface Reader {
  user: SessionUser;
  entitlements: Entitlements;
}

/** Who reads a page and what they may do; one round trip per request, null when signed out. */
export const getReader = cache(async (): Promise<Reader | null> => {
  const user = await getUser();
  if (user === null) return null;
  return { user, entitlements: await getEntitlements(createUserClient(user.id)) };
});
