/** The type of one value in Stripe's API, as far as its wire form goes. Plain JSON, so it caches. */
export type Shape =
  | { kind: 'string' | 'number' | 'boolean' | 'decimal' | 'null' | 'unknown' }
  | { kind: 'enum'; values: (string | number | boolean)[] }
  | { kind: 'array'; of: Shape }
  | { kind: 'map'; of: Shape }
  | { kind: 'page'; of: Shape }
  | { kind: 'ref'; to: string }
  | { kind: 'union'; of: Shape[] };

/** One property of an object or one request parameter. */
export interface Field {
  shape: Shape;
  /** The property may be absent (responses) or left out (requests). */
  optional: boolean;
  /** The property may be null (responses) or emptied with `''` (requests). */
  nullable: boolean;
}

export type Fields = Record<string, Field>;

/** One API route as the SDK calls it. */
export interface RouteSpec {
  /** `POST /v1/prices/{id}`; path parameters are always called by their name in the SDK. */
  key: string;
  method: string;
  path: string;
  /** Name of the parameter type in `types`, or null when the route takes none. */
  params: string | null;
}

/** Everything the emulator knows about the pinned API. */
export interface Digest {
  sdkVersion: string;
  apiVersion: string;
  routes: RouteSpec[];
  /** Field tables by type name (`Prices#PriceCreateParams.Recurring`). */
  types: Record<string, Fields>;
  /** Type name by the value of `object` (`checkout.session`). */
  objects: Record<string, string>;
  eventTypes: string[];
}
