import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { cache } from 'react';
import { AppError } from '@/lib/errors/app-error';
import { readSession, type SessionUser } from './session';

/** The signed-in user of the current request, or null; read once per request. */
export const getUser = cache(async (): Promise<SessionUser | null> => {
  // Never while a link is prefetched: what follows asks the database, and the prefetch would be
  // over before it answers.
  await connection();
  const jar = await cookies();
  return readSession(jar.toString());
});

/** The signed-in user. @throws AppError `unauthenticated` */
export async function requireUser(): Promise<SessionUser> {
  const user = await getUser();
  if (user === null) throw new AppError('unauthenticated');
  return user;
}

/**
 * The signed-in user of a page; anybody else is sent to sign in first and then back.
 *
 * @param returnTo path of the page, such as `/account`
 */
export async function requirePageUser(returnTo: string): Promise<SessionUser> {
  const user = await getUser();
  if (user === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(returnTo)}`);
  return user;
}
