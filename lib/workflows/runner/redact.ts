import type { Json } from '../connectors/executor';

const REDACTED = '[redacted]';

/** Shapes that are nothing but a key: prefixes of the providers, bearer tokens, private keys, JSON web tokens. */
const keyShapes = [
  /\b(?:sk|rk)_(?:live|test)_\w{8,}/g,
  /\bwhsec_\w{8,}/g,
  /\bsb_secret_\w{8,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_\w{20,}/g,
  /\bxox[abprs]-[\w-]{10,}/g,
  /\bsk-[\w-]{20,}/g,
  /\bBearer\s+[\w.~+/=-]{8,}/gi,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** Fields that hold a secret whatever it looks like; written in any manner (api_key, apiKey, API-Key). */
const secretNames: ReadonlySet<string> = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'passwd',
  'secret',
  'clientsecret',
  'secretkey',
  'secretaccesskey',
  'apikey',
  'xapikey',
  'privatekey',
  'accesstoken',
  'refreshtoken',
  'idtoken',
]);

const isSecretName = (name: string) =>
  secretNames.has(name.toLowerCase().replaceAll(/[_\s-]/g, ''));

/** Shorter ones would be found in words that have nothing to do with them. */
const SECRET_CHARS_MIN = 6;

/**
 * Text without secrets, and without what no JSON of the database can hold.
 *
 * @param secrets values that are known to be secret, such as those of an account
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  // Neither U+0000 nor half of a pair of surrogates can be kept by the database.
  let clean = text.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd');
  for (const secret of secrets) {
    if (secret.length >= SECRET_CHARS_MIN) clean = clean.replaceAll(secret, REDACTED);
  }
  for (const shape of keyShapes) clean = clean.replace(shape, REDACTED);
  return clean;
}

/** A value without secrets: known ones, what looks like a key, and fields that are named like one. */
export function redact(value: Json, secrets: readonly string[] = []): Json {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((each) => redact(each, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]): [string, Json] => {
    const isHidden = isSecretName(name) && typeof field === 'string' && field !== '';
    return [redactText(name, secrets), isHidden ? REDACTED : redact(field, secrets)];
  });
  return Object.fromEntries(fields);
}
