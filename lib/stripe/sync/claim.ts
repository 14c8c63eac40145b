import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';

/**
 * Gives a person the purchases that were made with his e-mail before he had an account; see
 * `billing.claim_guest_purchases` for which count.
 *
 * @param db the database as the service
 * @param email one that the sign-in provider has verified, or anybody could claim anything
 * @returns how many customers were linked
 * @throws AppError `unavailable`
 */
export async function claimGuestPurchases(
  db: Db,
  { userId, email }: { userId: string; email: string },
): Promise<number> {
  const { data, error } = await db
    .schema('billing')
    .rpc('claim_guest_purchases', { p_user_id: userId, p_email: email });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  return data;
}
