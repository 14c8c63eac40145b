import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { getUser, requirePageUser } from '@/lib/auth/queries';
import type { SessionUser } from '@/lib/auth/schema';
import { createServiceClient, type Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { hasScope, type Actor } from './actor';
import { getRole } from './queries';
import type { Scope } from './schema';

export type AdminPerson = Extract<Actor, { kind: 'user' }>;

/**
 * The signed-in person as an operator, or null. The role is read from the database each time: a
 * session says who somebody is, not what he may do.
 */
export async function findAdmin(
  db: Db,
  user: SessionUser,
  origin: Pick<Actor, 'via' | 'requestId'>,
): Promise<AdminPerson | null> {
  const role = await getRole(db, user.id);
  if (role === null) return null;
  return { kind: 'user', userId: user.id, email: user.email, role, ...origin };
}

/** The operator of the current request of the console, or null; read once per request. */
export const getAdmin = cache(async (): Promise<AdminPerson | null> => {
  const user = await getUser();
  if (user === null) return null;
  const origin = { via: 'console', requestId: crypto.randomUUID() } as const;
  return findAdmin(createServiceClient(), user, origin);
});

/**
 * The operator who runs a server action of the console.
 *
 * @throws AppError `not_found`, also for whoever is signed in without a role: to him there is no console
 */
export async function requireAdmin(): Promise<AdminPerson> {
  const admin = await getAdmin();
  if (admin === null) throw new AppError('not_found');
  return admin;
}

/**
 * The operator who reads a page of the console. Visitors are sent to sign in, as from every page
 * that needs it; whoever has no role, or not this right, gets the page for what does not exist.
 *
 * @param returnTo path of the page, such as `/admin/products`
 * @param scope the right that the page needs
 */
export async function requirePageAdmin(returnTo: string, scope?: Scope): Promise<AdminPerson> {
  await requirePageUser(returnTo);
  const admin = await getAdmin();
  if (admin === null || (scope !== undefined && !hasScope(admin, scope))) notFound();
  return admin;
}
