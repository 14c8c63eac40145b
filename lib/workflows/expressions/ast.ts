/**
 * An expression as the engine checks it and the code generator writes it. `here` is the value that a
 * filter or a map looks at; at the outside it is the same as `root`.
 */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'root' }
  | { kind: 'here' }
  | { kind: 'path'; from: Expression; steps: PathStep[]; isAlwaysList: boolean }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'negate'; of: Expression }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'range'; from: Expression; to: Expression }
  | { kind: 'object'; entries: { key: Expression; value: Expression }[] }
  | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression | null }
  | { kind: 'call'; name: FunctionName; args: Expression[] };

export type PathStep =
  /** Of an object; of each object of a list. */
  | { kind: 'field'; name: string }
  /** The items for which it holds; a number is a place, negative from the end. */
  | { kind: 'filter'; by: Expression }
  /** Computed for each item. */
  | { kind: 'map'; to: Expression };

export const binaryOperators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'in',
  '&',
] as const;
export type BinaryOperator = (typeof binaryOperators)[number];

/** How many arguments each function takes, at least and at most; none reads the context instead. */
export const functionArities = {
  abs: [1, 1],
  append: [2, 2],
  average: [1, 1],
  boolean: [1, 1],
  ceil: [1, 1],
  contains: [2, 2],
  count: [1, 1],
  distinct: [1, 1],
  exists: [1, 1],
  floor: [1, 1],
  join: [1, 2],
  keys: [1, 1],
  length: [1, 1],
  lookup: [2, 2],
  lowercase: [1, 1],
  max: [1, 1],
  merge: [1, 1],
  min: [1, 1],
  not: [1, 1],
  number: [1, 1],
  power: [2, 2],
  reverse: [1, 1],
  round: [1, 2],
  split: [2, 3],
  sqrt: [1, 1],
  string: [1, 1],
  substring: [2, 3],
  substringAfter: [2, 2],
  substringBefore: [2, 2],
  sum: [1, 1],
  trim: [1, 1],
  uppercase: [1, 1],
} as const satisfies Record<string, readonly [number, number]>;
export type FunctionName = keyof typeof functionArities;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functionArities, name);
}

/** What an expression begins with; the same names in the engine and in generated code. */
export const rootNames = ['trigger', 'steps', 'item', 'index', 'run'] as const;
