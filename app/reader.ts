import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import { cache } from 'react';
import { getUser, requirePageUser } from '@/lib/auth/queries';
import type { SessionUser } from '@/lib/auth/schema';
import { createUserClient, type Db } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';
import { log } from '@/lib/errors/log';

export interface Reader {
  user: SessionUser;
  /** The database as that person. */
  db: Db;
  entitlements: Entitlements;
}

const readEntitlements = cache(async (user: SessionUser): Promise<Reader> => {
  const db = createUserClient(user.id);
  return { user, db, entitlements: await getEntitlements(db) };
});

/** Who reads a page and what they may do; one round trip per request, null when signed out. */
export async function getReader(): Promise<Reader | null> {
  const user = await getUser();
  return user === null ? null : readEntitlements(user);
}

/** The same for public pages, which must stand also while the database does not: then nobody. */
export async function getReaderIfReachable(): Promise<Reader | null> {
  try {
    return await getReader();
  } catch (error) {
    unstable_rethrow(error);
    log.warn({ err: error }, 'a public page was rendered without its reader');
    return null;
  }
}

/**
 * The same for a page that needs somebody signed in; anybody else is sent to sign in and back.
 *
 * @param returnTo path of the page
 */
export async function requireReader(returnTo: string): Promise<Reader> {
  return readEntitlements(await requirePageUser(returnTo));
}
