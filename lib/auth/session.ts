import 'server-only';
import { NextRequest } from 'next/server';
import { getToken } from 'next-auth/jwt';
import { appEnv, authEnv } from '@/lib/env/env';
import { sessionUserSchema, type SessionUser } from './schema';

export type { SessionUser } from './schema';

/**
 * Whose session a `Cookie` header carries; null without one, or when it is forged or has expired.
 * Only the cookie is believed: a session pasted into an `Authorization` header is none.
 *
 * The answer comes from the signed and encrypted cookie alone. Whether that user still exists shows
 * where data is read: row level security finds nothing for a user who was deleted.
 */
export async function readSession(cookieHeader: string | null): Promise<SessionUser | null> {
  if (cookieHeader === null || cookieHeader === '') return null;
  const { NEXTAUTH_URL } = appEnv();
  const req = new NextRequest(NEXTAUTH_URL, { headers: { cookie: cookieHeader } });
  const token = await getToken({
    req,
    secret: authEnv().NEXTAUTH_SECRET,
    secureCookie: NEXTAUTH_URL.startsWith('https://'),
  });
  if (token === null) return null;
  const { sub, email, name, picture } = token;
  const user = { id: sub, email, name: name ?? null, image: picture ?? null };
  const result = sessionUserSchema.safeParse(user);
  return result.success ? result.data : null;
}
