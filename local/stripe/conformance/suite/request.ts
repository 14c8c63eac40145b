type Json = Record<string, unknown>;

/** One request with its raw answer, as the checks look at it. */
export interface Exchange {
  method: string;
  path: string;
  /** Parameters by their name on the wire, `metadata[plan]`. */
  params: URLSearchParams;
  idempotencyKey: string | null;
  status: number;
  headers: Headers;
  body: unknown;
}

/** Ids in paths: a prefix, and behind it something that no name of a collection contains. */
const ID = /^(?:[a-z]+_)+(?=\w*[0-9A-Z])\w+$/;

/** The route of a request, `GET /v1/customers/{id}`. */
export function routeOf({ method, path }: Exchange): string {
  const segments = path.split('/').map((each) => (ID.test(each) ? '{id}' : each));
  return `${method} ${segments.join('/')}`;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Items of a list, or none. */
export function itemsOf(body: unknown): Json[] {
  return isJson(body) && Array.isArray(body.data) ? body.data.filter(isJson) : [];
}
