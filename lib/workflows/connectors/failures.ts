import 'server-only';
import type { CredentialKind } from '../credential-kind';
import { secretSchemas, type SecretOf } from '../credentials/secret';
import { StepFailure, type Json } from './executor';

const RETRY_AFTER_SECONDS_MAX = 24 * 3600;
const DETAIL_CHARS_MAX = 300;

/** 408 and 429 ask for another attempt, 5xx may pass (RFC 9110, section 15). */
export const isTemporaryStatus = (status: number) =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** Seconds of a `Retry-After` header, which are a number or a date (RFC 9110, section 10.2.3). */
export function toRetryAfterSeconds(header: string | null | undefined, now = Date.now()) {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(seconds, 0), RETRY_AFTER_SECONDS_MAX);
}

interface Refusal {
  /** Who refused, as the author knows it. */
  who: string;
  status: number;
  retryAfter?: string | null | undefined;
  /** What was said; shortened, and without any of the secrets. */
  detail: string;
  secrets: readonly string[];
  cause?: unknown;
}

/** An answer that is a refusal, for its reader. */
export function toStatusFailure(refusal: Refusal): StepFailure {
  const { who, status, retryAfter, secrets, cause } = refusal;
  const detail = toDetail(refusal.detail, secrets);
  const seconds = toRetryAfterSeconds(retryAfter);
  return new StepFailure(`${who} answered ${status}${detail === '' ? '' : `: ${detail}`}`, {
    isTemporary: isTemporaryStatus(status),
    ...(seconds !== null && { retryAfterSeconds: seconds }),
    cause,
  });
}

/** One line of somebody else's words: short, printable, without secrets. */
export function toDetail(text: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce(
    (words, secret) => (secret.length < 4 ? words : words.replaceAll(secret, '…')),
    text,
  );
  const line = hidden
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();
  return line.length > DETAIL_CHARS_MAX ? `${line.slice(0, DETAIL_CHARS_MAX)}…` : line;
}

/**
 * The opened secret of a step's account.
 * @throws StepFailure when the step has none, or one of another shape
 */
export function requireSecret<Kind extends CredentialKind>(
  kind: Kind,
  credential: Readonly<Record<string, string>> | null,
): SecretOf<Kind> {
  const parsed = secretSchemas[kind].safeParse(credential);
  // The schema of a kind makes its own shape; indexing by a type parameter forgets that.
  if (parsed.success) return parsed.data as SecretOf<Kind>;
  throw new StepFailure('Choose the account that this step acts through', { isTemporary: false });
}

/** The object that JSON text of a step's settings holds. */
export function readJsonObject(label: string, text: string): Record<string, Json> {
  const value = readJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new StepFailure(`${label}: a JSON object is needed here`, { isTemporary: false });
}

/** JSON, or undefined when it is none. */
export function readJson(text: string): Json | undefined {
  try {
    // What JSON.parse answers is JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
