import type { Dialect } from './dialect';

/** A value with the name that a helper knows it by, in `camelCase`. */
export interface NamedValue {
  name: string;
  value: string;
}

/** How a language writes statements; lines come without indentation. */
export interface Syntax extends Dialect {
  indent: string;
  comment: (text: string) => string;
  /** A call of a method of `run` that may take its time. */
  act: (method: string, args: readonly string[]) => string;
  /** A value that only exists while a step is at work; `key` is its idempotency key. */
  work: (body: string) => string;
  /** A call of a helper that acts outside. */
  action: (helper: string, values: readonly NamedValue[]) => string;
  /** JSON with values in it. */
  object: (entries: readonly NamedValue[]) => string;
  orNull: (value: string) => string;
  all: (conditions: readonly string[]) => string;
  any: (conditions: readonly string[]) => string;
  ask: (method: string, args: readonly string[]) => string;
  openIf: (condition: string, isFirst: boolean) => string;
  openElse: string;
  openLoop: (items: string) => string;
  /** Ends a block; null where indentation does. */
  close: string | null;
  /** For a block with nothing in it. */
  nothing: string | null;
}
