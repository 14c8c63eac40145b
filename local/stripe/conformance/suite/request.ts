export type Json = Record<string, unknown>;

/** One request with its raw answer, as the checks look at it. */
export interface Exchange {
  method: string;
  path: string;
  /** Parameters by their name on the wire, `metadata[plan]`. */
  params: URLSearchParams;
  idempotencyKey: string | null;
  /** The API version that was asked for, or null for the account's own. */
  version: string | null;
  status: number;
  headers: Headers;
  body: unknown;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Items of a list, or none. */
export function itemsOf(body: unknown): Json[] {
  return isJson(body) && Array.isArray(body.data) ? body.data.filter(isJson) : [];
}
