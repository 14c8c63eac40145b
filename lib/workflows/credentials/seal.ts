import 'server-only';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { credentialsEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import type { Json } from '../connectors/executor';
import type { CredentialKind } from '../credential-kind';

/** What a secret belongs to. The seal covers it: moved to another row, a ciphertext does not open. */
export interface SealedFor {
  id: string;
  ownerId: string;
  /** Of an account; or a value of a run, see `lib/workflows/runner/whole.ts`. */
  kind: CredentialKind | 'step' | 'trigger';
}

interface Sealed {
  keyId: string;
  ciphertext: string;
}

export interface Keyring {
  /** Of the key that seals. */
  keyId: string;
  seal: (row: SealedFor, secret: Json) => Sealed;
  /** Null when no key of this ring opens it for this row. */
  open: (row: SealedFor, sealed: Sealed) => string | null;
}

const CIPHER = 'aes-256-gcm';
// 96 random bits for each secret (NIST SP 800-38D, section 8.2.2); far fewer are ever sealed than that allows.
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

interface Key {
  id: string;
  bytes: Buffer;
}

/** A key is named by its own digest, so nobody has to number keys. */
function toKey(base64: string): Key {
  const bytes = Buffer.from(base64, 'base64');
  return {
    id: createHash('sha256').update('cue key id').update(bytes).digest('hex').slice(0, 16),
    bytes,
  };
}

const toContext = ({ id, ownerId, kind }: SealedFor) =>
  Buffer.from(JSON.stringify([VERSION, id, ownerId, kind]), 'utf8');

/** @param keys base64 of 32 bytes each; the first one seals, all of them open */
export function createKeyring(keys: readonly [string, ...string[]]): Keyring {
  const current = toKey(keys[0]);
  const known = new Map(keys.map(toKey).map((key) => [key.id, key]));
  return {
    keyId: current.id,
    seal: (row, secret) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current.bytes, iv).setAAD(toContext(row));
      const data = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'));
      return { keyId: current.id, ciphertext: [VERSION, ...parts].join('.') };
    },
    open: (row, { keyId, ciphertext }) => {
      const key = known.get(keyId);
      return key === undefined ? null : open(key, row, ciphertext);
    },
  };
}

function open(key: Key, row: SealedFor, ciphertext: string): string | null {
  const [version, ...parts] = ciphertext.split('.');
  const [iv, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== VERSION || iv?.byteLength !== IV_BYTES || tag?.byteLength !== TAG_BYTES)
    return null;
  if (data === undefined) return null;
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(toContext(row)).setAuthTag(tag);
    return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
  } catch {
    // Not for this row, not by this key, or changed: all of them look the same.
    return null;
  }
}

/** The keys of this installation; null when it has none. */
export function getKeyring(): Keyring | null {
  const { CREDENTIALS_KEY: current, CREDENTIALS_KEY_PREVIOUS: previous } = credentialsEnv();
  if (current === undefined) return null;
  return createKeyring([current, ...(previous === undefined ? [] : [previous])]);
}

/**
 * The keys of this installation.
 * @throws AppError `unavailable` when it has none
 */
export function requireKeyring(): Keyring {
  const keyring = getKeyring();
  if (keyring !== null) return keyring;
  throw new AppError('unavailable', {
    detail: 'Accounts cannot be kept here yet: the operator has not set CREDENTIALS_KEY.',
  });
}
