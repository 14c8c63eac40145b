import type { Dialect } from '../dialect';
import { listFunctions } from './list-functions';
import { numberFunctions } from './number-functions';
import { operators } from './operators';
import { textFunctions } from './text-functions';
import { values } from './values';

const literals = new Map<unknown, string>([
  [null, 'None'],
  [true, 'True'],
  [false, 'False'],
]);

const tuple = (items: readonly string[]) =>
  items.length === 1 ? `(${items.join()},)` : `(${items.join(', ')})`;

/** Text as Python reads it: JSON's escapes are Python's; what JSON leaves is escaped, letters beyond 16 bits apart. */
function quote(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Python 3.9 and newer, with nothing but its standard library. */
export const python: Dialect = {
  chunks: { ...values, ...operators, ...textFunctions, ...numberFunctions, ...listFunctions },
  literal: (value) =>
    literals.get(value) ?? (typeof value === 'string' ? quote(value) : String(value)),
  missing: 'MISSING',
  call: (helper, args) => `${helper}(${args.join(', ')})`,
  path: (from, steps, isAlwaysList) =>
    `path(${[from, ...steps, ...(isAlwaysList ? ['keeps_list=True'] : [])].join(', ')})`,
  filtered: (step, filters) => (filters.length === 0 ? step : tuple([step, ...filters])),
  lambda: (parameter, body) => `lambda ${parameter}: ${body}`,
  pair: (name, value) => tuple([name, value]),
  list: (items) => `[${items.join(', ')}]`,
  choose: (condition, yes, no) => `(${yes} if ${condition} else ${no})`,
  both: (left, right) => `(${left} and ${right})`,
  either: (left, right) => `(${left} or ${right})`,
};
