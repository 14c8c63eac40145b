import type { Dialect } from '../dialect';
import { listFunctions } from './list-functions';
import { numberFunctions } from './number-functions';
import { operators } from './operators';
import { textFunctions } from './text-functions';
import { values } from './values';

const camel = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** In single quotes where the words themselves have none. */
function quote(value: string): string {
  const text = JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) =>
    character === '\u2028' ? '\\u2028' : '\\u2029',
  );
  return value.includes("'") ? text : `'${text.slice(1, -1).replaceAll('\\"', '"')}'`;
}

const list = (items: readonly string[]) => `[${items.join(', ')}]`;

/** TypeScript that Node 24 runs as it is, with nothing but Node's own modules. */
export const typescript: Dialect = {
  chunks: { ...values, ...operators, ...textFunctions, ...numberFunctions, ...listFunctions },
  literal: (value) => (typeof value === 'string' ? quote(value) : JSON.stringify(value)),
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
