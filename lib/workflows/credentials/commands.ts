import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { requireFeature } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';
import { AppError, isAppError } from '@/lib/errors/app-error';
import { StepFailure } from '../connectors/executor';
import { credentialKindSchema, type CredentialKind } from '../credential-kind';
import { toWorkflowError } from '../database-error';
import { requireCredential } from './queries';
import { credentialColumns, openedSchema, toCredential } from './row';
import {
  featureOfKind,
  type Credential,
  type CredentialCreate,
  type CredentialUpdate,
} from './schema';
import { readSecret } from './secret';
import { requireKeyring, type Keyring } from './seal';

/** `db` is the service: people's own tokens neither write here nor read what is sealed. */
export interface CredentialDeps {
  db: Db;
  keyring: Keyring;
}

const NAME_TAKEN = '23505';
const TOO_MANY = 'CUE12';

function toCredentialError(error: {
  code: string;
  message: string;
  details: string | null;
}): AppError {
  if (error.code === NAME_TAKEN) {
    const message = 'Another account has this name';
    return new AppError('invalid_fields', {
      detail: `${message}.`,
      fields: [{ path: 'name', message }],
    });
  }
  if (error.code === TOO_MANY) {
    return new AppError('conflict', {
      detail: 'You have 50 accounts, which is as many as there can be.',
    });
  }
  return toWorkflowError(error);
}

/**
 * Keeps an account with its secret sealed.
 *
 * @throws AppError `plan_required`, `invalid_fields` when the name is taken, `conflict` at 50 accounts
 */
export async function createCredential(
  { db, keyring }: CredentialDeps,
  { userId, entitlements }: { userId: string; entitlements: Entitlements },
  input: CredentialCreate,
): Promise<Credential> {
  const { kind, name } = input;
  const feature = featureOfKind[kind];
  if (feature !== null) requireFeature(entitlements, feature);
  const id = randomUUID();
  const { secret, hint } = readSecret(kind, input.secret);
  const { keyId, ciphertext } = keyring.seal({ id, ownerId: userId, kind }, secret);
  const { data, error } = await db
    .from('workflow_credentials')
    .insert({
      id,
      user_id: userId,
      kind,
      name,
      hint,
      key_id: keyId,
      ciphertext,
    })
    .select(credentialColumns)
    .single();
  if (error) throw toCredentialError(error);
  return toCredential(data);
}

/**
 * Renames an account, or replaces its secret; whether the new one works is not known then.
 *
 * @param own the database as the person: an account that is not his is not there
 * @throws AppError `not_found`, `invalid_fields`
 */
export async function updateCredential(
  { db, keyring }: CredentialDeps,
  { own, userId }: { own: Db; userId: string },
  id: string,
  { name, secret }: CredentialUpdate,
): Promise<Credential> {
  const { kind } = await requireCredential(own, id);
  const change = secret === undefined ? {} : sealed(keyring, { id, ownerId: userId, kind }, secret);
  const { data, error } = await db
    .from('workflow_credentials')
    .update({ ...(name !== undefined && { name }), ...change })
    .eq('id', id)
    .eq('user_id', userId)
    .select(credentialColumns)
    .maybeSingle();
  if (error) throw toCredentialError(error);
  if (data === null) throw new AppError('not_found');
  return toCredential(data);
}

function sealed(
  keyring: Keyring,
  row: { id: string; ownerId: string; kind: CredentialKind },
  raw: unknown,
) {
  const { secret, hint } = readSecret(row.kind, raw);
  const { keyId, ciphertext } = keyring.seal(row, secret);
  const unknown = { validated_at: null, is_valid: null, validation_message: null };
  return { hint, key_id: keyId, ciphertext, ...unknown };
}

/** Forgets an account. Steps that act through it fail from then on. @throws AppError `not_found` */
export async function deleteCredential(db: Db, userId: string, id: string): Promise<void> {
  const { data, error } = await db
    .from('workflow_credentials')
    .delete()
    .eq('id', id)
    .eq('user_id', userId)
    .select('id')
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data === null) throw new AppError('not_found');
}

export interface Wanted {
  ownerId: string;
  credentialId: string;
  kind: CredentialKind;
}

/**
 * The opened secret of an account, for a step of its owner's workflow.
 *
 * @param db the database as the service
 * @throws StepFailure, not temporary, when there is no such account of this owner and kind, or its
 *   secret does not open; temporary when the database does not answer
 */
export async function openCredential(
  db: Db,
  { ownerId, credentialId, kind }: Wanted,
  keyring: Keyring = keyringForStep(),
): Promise<Readonly<Record<string, string>>> {
  if (!z.uuid().safeParse(credentialId).success) throw gone();
  const { data, error } = await db
    .from('workflow_credentials')
    .select('key_id, ciphertext')
    .eq('id', credentialId)
    .eq('user_id', ownerId)
    .eq('kind', kind)
    .maybeSingle();
  if (error) {
    throw new StepFailure('The account could not be read', { isTemporary: true, cause: error });
  }
  if (data === null) throw gone();
  const sealedSecret = { keyId: data.key_id, ciphertext: data.ciphertext };
  const text = keyring.open({ id: credentialId, ownerId, kind }, sealedSecret);
  if (text !== null) return openedSchema.parse(text);
  throw new StepFailure(
    'The secret of this account cannot be opened: enter it again under Connections',
    {
      isTemporary: false,
    },
  );
}

/** A step fails in words where the app would answer 503. */
function keyringForStep(): Keyring {
  try {
    return requireKeyring();
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new StepFailure(error.detail, { isTemporary: false, cause: error });
  }
}

const gone = () =>
  new StepFailure('The account that this step acts through is not there any more: choose another', {
    isTemporary: false,
  });

/** Keeps what the provider said. */
export async function recordValidation(
  db: Db,
  { userId, id }: { userId: string; id: string },
  { isValid, message }: { isValid: boolean; message: string },
): Promise<Credential> {
  const { data, error } = await db
    .from('workflow_credentials')
    .update({
      validated_at: new Date().toISOString(),
      is_valid: isValid,
      validation_message: message.slice(0, 1000),
    })
    .eq('id', id)
    .eq('user_id', userId)
    .select(credentialColumns)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data === null) throw new AppError('not_found');
  return toCredential(data);
}

/** Rows of one page; below what Supabase's API gives at most (`max_rows`). */
const ROTATION_PAGE_ROWS = 200;

export interface Rotation {
  /** Sealed anew. */
  rotated: number;
  /** Ids of those that no key of the ring opens; they stay as they are. */
  unreadable: string[];
}

/**
 * Seals with the current key whatever another key has sealed. May be run again at any time, and
 * beside a running app: a secret that is replaced meanwhile is left alone.
 *
 * @param db the database as the service
 */
export async function rotateCredentials({ db, keyring }: CredentialDeps): Promise<Rotation> {
  const result: Rotation = { rotated: 0, unreadable: [] };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { data, error } = await db
      .from('workflow_credentials')
      .select('id, user_id, kind, key_id, ciphertext')
      .neq('key_id', keyring.keyId)
      .gt('id', after)
      .order('id')
      .limit(ROTATION_PAGE_ROWS);
    if (error) throw toWorkflowError(error);
    for (const row of data) {
      const isOpen = await resealRow({ db, keyring }, row);
      if (isOpen) result.rotated += 1;
      else result.unreadable.push(row.id);
    }
    const last = data.at(-1);
    if (last === undefined || data.length < ROTATION_PAGE_ROWS) return result;
    after = last.id;
  }
}

interface SealedRow {
  id: string;
  user_id: string;
  kind: string;
  key_id: string;
  ciphertext: string;
}

async function resealRow({ db, keyring }: CredentialDeps, row: SealedRow): Promise<boolean> {
  const kind = credentialKindSchema.parse(row.kind);
  const owned = { id: row.id, ownerId: row.user_id, kind };
  const text = keyring.open(owned, { keyId: row.key_id, ciphertext: row.ciphertext });
  if (text === null) return false;
  const { keyId, ciphertext } = keyring.seal(owned, openedSchema.parse(text));
  const { error } = await db
    .from('workflow_credentials')
    .update({ key_id: keyId, ciphertext })
    .eq('id', row.id)
    .eq('ciphertext', row.ciphertext);
  if (error) throw toWorkflowError(error);
  return true;
}
