import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import type { Json } from '@/lib/db/database.types';
import { adminEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import { makeKey } from './key';
import { apiKeySchema, type ApiKey, type KeyScope, type Role } from './schema';

/**
 * Makes the person whom `ADMIN_EMAIL` names the first admin, as long as there is none.
 *
 * @param email the address that the provider has verified at this sign-in
 * @returns true when this person became the first admin now
 * @throws AppError `unavailable`
 */
export async function claimFirstAdmin(
  db: Db,
  { userId, email }: { userId: string; email: string },
): Promise<boolean> {
  const { ADMIN_EMAIL } = adminEnv();
  if (ADMIN_EMAIL === undefined || email.trim().toLowerCase() !== ADMIN_EMAIL) return false;
  const { data, error } = await db
    .schema('billing')
    .rpc('admin_claim_first', { p_user_id: userId });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  return data;
}

const notAllowed = () => new AppError('forbidden', { detail: 'Only an admin may do this.' });

function lastAdmin(): AppError {
  return new AppError('conflict', {
    detail: 'This is the last admin. Make somebody else an admin first.',
  });
}

const grantReply = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('granted'), user_id: z.uuid() }),
  z.object({ outcome: z.enum(['not_allowed', 'unknown_person', 'last_admin']) }),
]);

/**
 * Gives a person a role, or another one.
 *
 * @param by the admin who grants it; asked again inside the transaction
 * @returns the person's id
 * @throws AppError `forbidden`, `not_found` (nobody has signed in with this address), `conflict` for the last admin
 */
export async function grantRole(
  db: Db,
  { email, role, by }: { email: string; role: Role; by: string },
): Promise<string> {
  const { data, error } = await db
    .schema('billing')
    .rpc('admin_grant', { p_email: email, p_role: role, p_by: by });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  const reply = grantReply.parse(data);
  switch (reply.outcome) {
    case 'granted':
      return reply.user_id;
    case 'not_allowed':
      throw notAllowed();
    case 'last_admin':
      throw lastAdmin();
    case 'unknown_person':
      throw new AppError('not_found', {
        detail: 'Nobody has signed in with this address. Ask them to sign in once, then try again.',
      });
  }
}

const revokeReply = z.enum(['revoked', 'not_allowed', 'last_admin', 'unknown_person']);

/**
 * Takes a person's role away, and ends the keys that he made.
 *
 * @throws AppError `forbidden`, `not_found`, `conflict` for the last admin
 */
export async function revokeRole(
  db: Db,
  { userId, by }: { userId: string; by: string },
): Promise<void> {
  const { data, error } = await db
    .schema('billing')
    .rpc('admin_revoke', { p_user_id: userId, p_by: by });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  switch (revokeReply.parse(data)) {
    case 'revoked':
      return;
    case 'not_allowed':
      throw notAllowed();
    case 'last_admin':
      throw lastAdmin();
    case 'unknown_person':
      throw new AppError('not_found', { detail: 'This person has no role.' });
  }
}

export interface KeyRequest {
  name: string;
  scopes: KeyScope[];
  /** ISO 8601; null for a key without an end. */
  expiresAt: string | null;
}

/**
 * Makes a key.
 *
 * @returns the key, which nobody can read again, and what is kept of it
 * @throws AppError `forbidden` when the maker is no admin any more
 */
export async function createKey(
  db: Db,
  { name, scopes, expiresAt }: KeyRequest,
  by: string,
): Promise<{ key: string; apiKey: ApiKey }> {
  const { key, hash, prefix } = makeKey();
  const { data, error } = await db.schema('billing').rpc('admin_create_key', {
    p_key: { name, prefix, hash, scopes: [...new Set(scopes)], expires_at: expiresAt },
    p_by: by,
  });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  if (data === null) throw notAllowed();
  return { key, apiKey: apiKeySchema.parse(data) };
}

/** Ends a key for good. @throws AppError `not_found` */
export async function revokeKey(db: Db, id: string): Promise<ApiKey> {
  const { data, error } = await db.schema('billing').rpc('admin_revoke_key', { p_id: id });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  if (data === null) throw new AppError('not_found');
  return apiKeySchema.parse(data);
}

/** One row of the audit by its columns; see supabase/migrations, `admin.audit`. */
export interface AuditRow {
  run_id: string;
  actor_kind: 'user' | 'api_key' | 'script';
  user_id: string | null;
  key_id: string | null;
  via: 'console' | 'api' | 'mcp' | 'script';
  command: string;
  is_change: boolean;
  object_type: string | null;
  object_id: string | null;
  input: Record<string, unknown>;
  outcome: 'started' | 'succeeded' | 'refused' | 'failed';
  error_code: string | null;
  stripe_request_id: string | null;
  request_id: string;
}

/** Adds a row to the audit. @throws AppError `unavailable` */
export async function writeAudit(db: Db, row: AuditRow): Promise<void> {
  // The input came out of JSON and was redacted by copying; `Json` promises no more than that.
  const entry = { ...row, input: row.input as Json };
  const { error } = await db.schema('billing').rpc('admin_write_audit', { p_entry: entry });
  if (error !== null) throw new AppError('unavailable', { cause: error });
}

/**
 * Makes one effect due now, or all that were given up.
 *
 * @param id null for all
 * @returns how many; none when it is done, or somebody is delivering it
 * @throws AppError `unavailable`
 */
export async function retryEffects(db: Db, id: number | null): Promise<number> {
  const { data, error } = await db
    .schema('billing')
    .rpc('admin_retry_effects', id === null ? {} : { p_id: id });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  return data;
}

/** Longer than Stripe takes for a few requests; shorter than anybody waits to try again. */
const CLAIM_SECONDS = 60;

/**
 * Does work of which there may be one at a time under a name.
 *
 * @throws AppError `conflict` while somebody else is at it, `unavailable`
 */
export async function withClaim<Result>(
  db: Db,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const billing = db.schema('billing');
  const claim = { p_name: name, p_holder: randomUUID() };
  const { data, error } = await billing.rpc('admin_claim', {
    ...claim,
    p_seconds: CLAIM_SECONDS,
  });
  if (error !== null) throw new AppError('unavailable', { cause: error });
  if (!data) {
    throw new AppError('conflict', { detail: 'Somebody is doing this right now. Try again.' });
  }
  try {
    return await work();
  } finally {
    // When this fails, the claim runs out by itself.
    await billing.rpc('admin_unclaim', claim);
  }
}
