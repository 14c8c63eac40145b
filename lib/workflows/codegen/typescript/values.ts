import type { Chunks } from '../chunk';

/** Values and paths as JSONata has them (https://docs.jsonata.org/processing), in TypeScript. */
export const values: Chunks = {
  failure: {
    code: `
/** Something that a step cannot do; a temporary one is tried again. */
class Failure extends Error {
  isTemporary: boolean;
  retryAfterSeconds: number | undefined;

  constructor(message: string, isTemporary = false, retryAfterSeconds?: number) {
    super(message);
    this.isTemporary = isTemporary;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
`,
  },
  missing: {
    code: `
/** Several results of a path; a single one stands for itself. */
const sequences = new WeakSet<object>();

function sequence(items: unknown[]): unknown[] {
  sequences.add(items);
  return items;
}

function unwrap(results: unknown): unknown {
  if (!Array.isArray(results) || !sequences.has(results)) return results;
  return results.length > 1 ? results : results[0];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
`,
  },
  unwrap: { needs: ['missing'], code: '' },
  path: {
    needs: ['missing'],
    code: `
type Work = (value: unknown) => unknown;
type Step = string | Work | [string | Work, ...Work[]];

function field(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const found = value.flatMap((item) => {
      const one = field(item, name);
      return one === undefined ? [] : one;
    });
    return unwrap(sequence(found));
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Goes from a value along fields; of a list it takes each item's. A function stands for itself. */
function path(value: unknown, steps: Step[], keepsList = false): unknown {
  let results: unknown[] = Array.isArray(value) ? value : [value];
  for (const [place, step] of steps.entries()) {
    const [first, ...filters] = Array.isArray(step) ? step : [step];
    const found = results
      .map((item) => {
        const one = typeof first === 'string' ? field(item, first) : first(item);
        return filters.reduce((kept, keep) => keep(kept), one);
      })
      .filter((one) => one !== undefined);
    const only = found[0];
    const isLast = place === steps.length - 1;
    if (isLast && found.length === 1 && Array.isArray(only) && !sequences.has(only)) return only;
    results = sequence(found.flat());
    if (results.length === 0) return undefined;
  }
  return keepsList && results.length === 1 ? [...results] : unwrap(results);
}
`,
  },
  where: {
    needs: ['missing', 'truthy', 'path'],
    code: `
/** The items for which something holds; a number is a place, from the end when negative. */
function where(by: number | Work): Work {
  const placeOf = (place: number, items: unknown[]) =>
    Math.floor(place) < 0 ? Math.floor(place) + items.length : Math.floor(place);
  return (value) => {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    if (typeof by === 'number') {
      const item = items[placeOf(by, items)];
      if (Array.isArray(item)) return item;
      return sequence(item === undefined ? [] : [item]);
    }
    const kept = items.filter((item, index) => {
      const result = by(item);
      const places = Array.isArray(result) ? result : [result];
      if (!places.every((each) => typeof each === 'number')) return truthy(result);
      return places.some((each) => placeOf(each, items) === index);
    });
    return sequence(kept);
  };
}
`,
  },
  truthy: {
    code: `
function truthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(truthy);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
`,
  },
  number: {
    needs: ['failure'],
    code: `
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Failure('The result is no finite number');
  return value;
}
`,
  },
  text: {
    code: `
/** Words with values between them: nothing is empty, what is no text is JSON. */
function text(...parts: unknown[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : part == null ? '' : JSON.stringify(part)))
    .join('');
}
`,
  },
  listing: {
    code: `
function listing(...items: unknown[]): unknown[] {
  return items.flat().filter((item) => item !== undefined);
}
`,
  },
  span: {
    needs: ['failure'],
    code: `
function span(first: unknown, last: unknown): unknown {
  if (first === undefined || last === undefined) return undefined;
  if (!Number.isInteger(first) || !Number.isInteger(last)) {
    throw new Failure('A range goes from one whole number to another');
  }
  const [start, end] = [Number(first), Number(last)];
  if (end - start >= 100_000) throw new Failure('A range may have at most 100000 numbers');
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => start + index);
}
`,
  },
  make: {
    needs: ['failure'],
    code: `
function make(...pairs: [unknown, unknown][]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    if (name === undefined) continue;
    if (typeof name !== 'string') throw new Failure('The name of a field must be text');
    if (value !== undefined) found[name] = value;
  }
  return found;
}
`,
  },
};
