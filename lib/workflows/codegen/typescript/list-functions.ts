import type { Chunks } from '../chunk';

/** JSONata's functions of lists and objects (https://docs.jsonata.org/overview), in TypeScript. */
export const listFunctions: Chunks = {
  fn_count: {
    code: `
function fnCount(value: unknown): unknown {
  if (value === undefined) return 0;
  return Array.isArray(value) ? value.length : 1;
}
`,
  },
  fn_append: {
    code: `
function fnAppend(first: unknown, second: unknown): unknown {
  if (first === undefined) return second;
  return second === undefined ? first : [first, second].flat();
}
`,
  },
  fn_reverse: {
    code: `
function fnReverse(value: unknown): unknown {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? [...value].reverse() : [value];
}
`,
  },
  fn_distinct: {
    needs: ['missing', 'same'],
    code: `
function fnDistinct(value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= 1) return value;
  const found: unknown[] = [];
  for (const item of value) {
    if (!found.some((each) => same(item, each))) found.push(item);
  }
  return sequences.has(value) ? unwrap(sequence(found)) : found;
}
`,
  },
  fn_keys: {
    needs: ['missing'],
    code: `
function fnKeys(value: unknown): unknown {
  const items: unknown[] = [value].flat(Infinity);
  const keys = items.flatMap((item) => (isObject(item) ? Object.keys(item) : []));
  return unwrap(sequence([...new Set(keys)]));
}
`,
  },
  fn_lookup: {
    needs: ['path', 'as_text'],
    code: `
function fnLookup(value: unknown, name: unknown): unknown {
  const key = asText('lookup', name);
  return key === undefined ? undefined : field(value, key);
}
`,
  },
  fn_merge: {
    needs: ['missing', 'failure'],
    code: `
function fnMerge(value: unknown): unknown {
  if (value === undefined) return undefined;
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (!items.every(isObject)) throw new Failure('$merge needs a list of objects');
  return Object.assign({}, ...items) as unknown;
}
`,
  },
  fn_exists: {
    code: `
function fnExists(value: unknown): unknown {
  return value !== undefined;
}
`,
  },
  fn_boolean: {
    needs: ['truthy'],
    code: `
function fnBoolean(value: unknown): unknown {
  return value === undefined ? undefined : truthy(value);
}
`,
  },
  fn_not: {
    needs: ['truthy'],
    code: `
function fnNot(value: unknown): unknown {
  return value === undefined ? undefined : !truthy(value);
}
`,
  },
};
