import type { Dialect } from '../dialect';
import { listFunctions } from './list-functions';
import { numberFunctions } from './number-functions';
import { operators } from './operators';
import { textFunctions } from './text-functions';
import { values } from './values';

const camel = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const list = (items: readonly string[]) => `[${items.join(', ')}]`;

/** TypeScript that Node 24 runs as it is, with nothing but Node's own modules. */
export const typescript: Dialect = {
  chunks: { ...values, ...operators, ...textFunctions, ...numberFunctions, ...listFunctions },
  literal: (value) => JSON.stringify(value),
  missing: 'undefined',
  call: (helper, args) => `${camel(helper)}(${args.join(', ')})`,
  path: (from, steps, isAlwaysList) =>
    `path(${[from, list(steps), ...(isAlwaysList ? ['true'] : [])].join(', ')})`,
  filtered: (step, filters) => (filters.length === 0 ? step : list([step, ...filters])),
  lambda: (parameter, body) => `(${parameter}) => ${body}`,
  pair: (name, value) => list([name, value]),
  list,
  choose: (condition, yes, no) => `(${condition} ? ${yes} : ${no})`,
  both: (left, right) => `(${left} && ${right})`,
  either: (left, right) => `(${left} || ${right})`,
};
