import 'server-only';
import type { SessionUser } from '@/lib/auth/session';
import { cancelAllSubscriptions } from '@/lib/billing/cancel';
import type { BillingDeps } from '@/lib/billing/deps';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { profileColumns, toAccount, toProfileColumns } from './row';
import type { Account, AccountDeletion, ProfileUpdate } from './schema';

/**
 * Changes the profile of the signed-in person.
 *
 * @param db the database as that person
 * @throws AppError `malformed_request` when nothing known is to change, `unauthenticated`
 */
export async function updateProfile(
  db: Db,
  user: SessionUser,
  update: ProfileUpdate,
): Promise<Account> {
  const columns = toProfileColumns(update);
  if (Object.keys(columns).length === 0) {
    throw new AppError('malformed_request', {
      detail: 'Send at least one field of the profile that is to change.',
    });
  }
  const { data, error } = await db
    .from('profiles')
    .update(columns)
    .eq('user_id', user.id)
    .select(profileColumns)
    .maybeSingle();
  if (error) throw new AppError('unavailable', { cause: error });
  if (data === null) throw new AppError('unauthenticated');
  return toAccount(user, data);
}

/**
 * Deletes the account for good. Subscriptions end first: were the account gone before, nobody could
 * reach them to stop paying. When that fails nothing is deleted.
 *
 * @throws AppError `unauthenticated`, `unavailable`, `provider_failed`
 */
export async function deleteAccount(deps: BillingDeps): Promise<AccountDeletion> {
  const { user, service } = deps;
  if (user === null) throw new AppError('unauthenticated');
  const canceled = await cancelAllSubscriptions(deps, user);
  const { error } = await service.schema('next_auth').from('users').delete().eq('id', user.id);
  if (error) throw new AppError('unavailable', { cause: error });
  return {
    message: 'Your account is deleted.',
    canceled_subscriptions: canceled,
    kept: [
      'Invoices and payments at Stripe and our copy of them: tax law asks us to keep them.',
      'Nothing else: your profile, your sign-ins and your workflows are gone.',
    ],
  };
}
