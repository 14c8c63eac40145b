import { invalid } from './errors';
import type { JsonObject } from './records';

/** What metadata may hold: https://docs.stripe.com/api/metadata */
const METADATA_KEYS_MAX = 50;
const METADATA_KEY_MAX = 40;
const METADATA_VALUE_MAX = 500;

/**
 * Metadata after an update: keys are merged, an empty value removes its key, emptying the whole
 * (null) removes all.
 *
 * @throws StripeApiError 400 for too many keys, and for a key or a value that is too long
 */
export function mergeMetadata(
  current: Record<string, string> | null,
  update: Record<string, string | number | null> | null | '' | undefined,
): Record<string, string> {
  if (update === undefined) return current ?? {};
  if (update === null || update === '') return {};
  const merged = { ...current };
  for (const [key, value] of Object.entries(update)) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- metadata is a JSON map with keys of the caller's
    if (value === null || value === '') delete merged[key];
    else merged[key] = checkedValue(key, String(value));
  }
  const count = Object.keys(merged).length;
  if (count > METADATA_KEYS_MAX) {
    throw invalid(
      `You can only have up to ${METADATA_KEYS_MAX} metadata keys, and this makes ${count}.`,
      'metadata',
    );
  }
  return merged;
}

function checkedValue(key: string, value: string): string {
  if (key.length > METADATA_KEY_MAX) {
    throw invalid(
      `Metadata keys can have up to ${METADATA_KEY_MAX} characters, and ${key} has ${key.length}.`,
      'metadata',
    );
  }
  if (value.length > METADATA_VALUE_MAX) {
    throw invalid(
      `Metadata values can have up to ${METADATA_VALUE_MAX} characters, but you passed in a value ` +
        `that is ${value.length} characters. Invalid value: ${value}`,
      `metadata[${key}]`,
    );
  }
  return value;
}

/**
 * Picks the given parameters that a request has set. A parameter left out stays as it is; an
 * emptied one becomes null.
 */
export function given<Params extends object, Key extends keyof Params>(
  params: Params,
  ...keys: Key[]
): { [K in Key]?: Exclude<Params[K], undefined | ''> } {
  const picked: { [K in Key]?: Params[K] } = {};
  for (const key of keys) if (params[key] !== undefined) picked[key] = params[key];
  // The contract has turned '' into null, and undefined means left out: neither is in there.
  return picked as { [K in Key]?: Exclude<Params[K], undefined | ''> };
}

/** An address with every part, as Stripe answers it. */
export function toAddress(
  address: JsonObject | object | null | undefined | '',
): Address | null | undefined {
  if (address === undefined) return undefined;
  if (address === null || address === '') return null;
  return { ...EMPTY_ADDRESS, ...address };
}

interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

const EMPTY_ADDRESS: Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

/** An optional parameter for a field that is null when nothing is there. */
export function orNull<T>(value: T): Exclude<T, '' | undefined> | null {
  // An emptied parameter is '' in the SDK's types; the contract has made it null.
  return value === undefined || value === '' ? null : (value as Exclude<T, '' | undefined>);
}
