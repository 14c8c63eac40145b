import 'server-only';
import type { SessionUser } from '@/lib/auth/session';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { profileColumns, toAccount } from './row';
import type { Account } from './schema';

/**
 * The account of the signed-in person.
 *
 * @param db the database as that person
 * @throws AppError `unauthenticated` when the session outlived the account
 */
export async function requireAccount(db: Db, user: SessionUser): Promise<Account> {
  const { data, error } = await db
    .from('profiles')
    .select(profileColumns)
    .eq('user_id', user.id)
    .maybeSingle();
  if (error) throw new AppError('unavailable', { cause: error });
  if (data === null) throw new AppError('unauthenticated');
  return toAccount(user, data);
}
