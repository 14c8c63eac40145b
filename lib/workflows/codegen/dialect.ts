import type { Chunks } from './chunk';

/** How a language writes what every program of ours is made of. */
export interface Dialect {
  chunks: Chunks;
  /** Text, a number, true, false or null. */
  literal: (value: string | number | boolean | null) => string;
  /** What stands for nothing at all. */
  missing: string;
  /** A helper by its name in `snake_case`. */
  call: (helper: string, args: readonly string[]) => string;
  path: (from: string, steps: readonly string[], isAlwaysList: boolean) => string;
  /** One step of a path with its filters. */
  filtered: (step: string, filters: readonly string[]) => string;
  lambda: (parameter: string, body: string) => string;
  /** A name and a value that belong together. */
  pair: (name: string, value: string) => string;
  list: (items: readonly string[]) => string;
  choose: (condition: string, yes: string, no: string) => string;
  both: (left: string, right: string) => string;
  either: (left: string, right: string) => string;
}
