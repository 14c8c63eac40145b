import type { Json } from '../connectors/executor';
import { Secrets } from './secrets';

const REDACTED = '[redacted]';

/** Shapes that are nothing but a key: prefixes of the providers, headers that sign in, private keys, JSON web tokens. */
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
  // Small words may follow "basic" in a sentence; what base64 makes of a name and a password has other letters, too.
  /\bBasic\s+(?=[a-z]*[A-Z0-9+/=])[\w+/=-]{8,}/g,
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
  'passphrase',
  'secret',
  'clientsecret',
  'secretkey',
  'secretaccesskey',
  'apikey',
  'xapikey',
  'privatekey',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'authtoken',
  'xauthtoken',
  'bearertoken',
  'sessiontoken',
  'securitytoken',
  'jwt',
]);

/** The same names in a form, an address, or JSON that came as text: what stands behind them is the second part. */
const namedInText =
  /(\b(?:(?:access|refresh|id|auth|session|bearer)[_-]?token|client[_-]?secret|api[_-]?key|password|passwd)(?:=|"\s*:\s*"))([^\s"'&,;#]{4,})/gi;

const isSecretName = (name: string) =>
  secretNames.has(name.toLowerCase().replaceAll(/[_\s-]/g, ''));

/** A value as people may read it. */
export interface Redaction {
  shown: Json;
  /** Whether nothing had to be hidden. */
  isWhole: boolean;
  /** What was hidden for its shape or its name: it is secret wherever it turns up again. */
  found: ReadonlySet<string>;
}

/** Neither U+0000 nor half of a pair of surrogates can be kept by the database. */
const keepable = (text: string) => text.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd');

class Redactor {
  readonly found = new Set<string>();
  isWhole = true;
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  text(text: string): string {
    let shown = this.#secrets.hide(text);
    for (const shape of keyShapes) {
      shown = shown.replace(shape, (match) => {
        this.found.add(match.replace(/^(?:Bearer|Basic)\s+/i, ''));
        return REDACTED;
      });
    }
    shown = shown.replace(namedInText, (match, name: string, secret: string) => {
      if (secret === REDACTED) return match;
      this.found.add(secret);
      return `${name}${REDACTED}`;
    });
    if (shown !== text) this.isWhole = false;
    return shown;
  }

  value(value: Json): Json {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (typeof value !== 'object' || value === null) return value;
    // A header, a cookie or a field of a form is a name with its value beside it.
    const { name: called } = value;
    const isNamed = typeof called === 'string' && isSecretName(called);
    const fields = Object.entries(value).map(([name, field]): [string, Json] => {
      const isHidden = isSecretName(name) || (isNamed && name === 'value');
      return [this.text(name), isHidden ? this.#hidden(field) : this.value(field)];
    });
    return Object.fromEntries(fields);
  }

  /** Every text below a name that says secret. Numbers and truth values tell nothing that opens anything. */
  #hidden(value: Json): Json {
    if (Array.isArray(value)) return value.map((each) => this.#hidden(each));
    if (typeof value === 'object' && value !== null) {
      const fields = Object.entries(value);
      return Object.fromEntries(
        fields.map(([name, field]) => [this.text(name), this.#hidden(field)]),
      );
    }
    if (typeof value !== 'string' || value === '') return value;
    // What is hidden already is no secret of its own.
    if (value !== REDACTED) {
      this.found.add(value.replace(/^(?:Bearer|Basic)\s+/i, ''));
      this.isWhole = false;
    }
    return REDACTED;
  }
}

const nothingKnown = new Secrets();

/**
 * A value without secrets: known ones, what looks like a key, and fields that are named like one.
 *
 * @param value as `toKeepable` gives it
 */
export function redact(value: Json, secrets: Secrets = nothingKnown): Redaction {
  const redactor = new Redactor(secrets);
  const shown = redactor.value(value);
  return { shown, isWhole: redactor.isWhole, found: redactor.found };
}

/** Text without secrets, and without what no JSON of the database can hold. */
export const redactText = (text: string, secrets: Secrets = nothingKnown): string =>
  new Redactor(secrets).text(keepable(text));

/**
 * A value that later steps may compute with: whole, but for what no database can hold and for what is nobody's to read,
 * such as the secret of an account.
 */
export function toKeepable(value: Json, secrets: Secrets = nothingKnown): Json {
  if (typeof value === 'string') return secrets.hide(keepable(value));
  if (Array.isArray(value)) return value.map((each) => toKeepable(each, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      secrets.hide(keepable(name)),
      toKeepable(field, secrets),
    ]),
  );
}
