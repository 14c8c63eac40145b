import 'server-only';
import { readSession } from '@/lib/auth/session';
import type { Db } from '@/lib/db/clients';
import { isAppError } from '@/lib/errors/app-error';
import { getRole } from './queries';

/**
 * Who stands before the console: `stranger` without a session that counts, `person` with one and without
 * a role, `operator`, or `unknown` while the database does not answer.
 */
type Visitor = 'stranger' | 'person' | 'operator' | 'unknown';

/**
 * Judges a request before anything of a page is sent, when its status can still be chosen. One look at the
 * role, which is a row: a cookie says who somebody is, never what he may do. Every page of the console asks
 * again, for its own right.
 *
 * @param cookieHeader the request's `Cookie` header
 */
export async function judgeVisitor(db: Db, cookieHeader: string | null): Promise<Visitor> {
  const user = await readSession(cookieHeader);
  if (user === null) return 'stranger';
  try {
    return (await getRole(db, user.id)) === null ? 'person' : 'operator';
  } catch (error) {
    if (isAppError(error) && error.code === 'unavailable') return 'unknown';
    throw error;
  }
}
