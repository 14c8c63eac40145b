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

export const functionNames = [
  'abs',
  'append',
  'average',
  'boolean',
  'ceil',
  'contains',
  'count',
  'distinct',
  'exists',
  'floor',
  'join',
  'keys',
  'length',
  'lookup',
  'lowercase',
  'max',
  'merge',
  'min',
  'not',
  'number',
  'power',
  'reverse',
  'round',
  'split',
  'sqrt',
  'string',
  'substring',
  'substringAfter',
  'substringBefore',
  'sum',
  'trim',
  'uppercase',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** What an expression begins with; the same names in the engine and in generated code. */
export const rootNames = ['trigger', 'steps', 'item', 'index', 'run'] as const;
