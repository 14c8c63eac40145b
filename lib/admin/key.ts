import 'server-only';
import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'cue_admin_';
const SHOWN_CHARS = PREFIX.length + 4;

/** A new key: shown once, then only its hash and its first characters are kept. */
export function makeKey(): { key: string; hash: string; prefix: string } {
  const key = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashKey(key), prefix: key.slice(0, SHOWN_CHARS) };
}

/** The form in which a key is stored and looked up: comparing hashes tells nothing by its time. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The key in an `Authorization: Bearer cue_admin_...` header; null when there is none of ours. */
export function parseBearer(header: string | null): string | null {
  const match = /^Bearer +(cue_admin_[\w-]{43})$/i.exec(header?.trim() ?? '');
  return match?.[1] ?? null;
}
