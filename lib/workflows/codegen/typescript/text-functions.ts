import type { Chunk, Chunks } from '../chunk';

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** A function of one text; of nothing it is nothing. */
function ofText(name: string, result: string): Chunk {
  return {
    needs: ['as_text'],
    code: `
function fn${pascal(name)}(value: unknown): unknown {
  const words = asText('${name}', value);
  return words === undefined ? undefined : ${result};
}
`,
  };
}

/** A function of a text and a mark in it. */
function ofMark(name: string, result: string): Chunk {
  return {
    needs: ['as_text'],
    code: `
function fn${pascal(name)}(value: unknown, mark: unknown): unknown {
  const words = asText('${name}', value);
  const sought = asText('${name}', mark);
  if (words === undefined || sought === undefined) return words;
  const place = words.indexOf(sought);
  return place < 0 ? words : ${result};
}
`,
  };
}

/** JSONata's functions of text (https://docs.jsonata.org/overview), in TypeScript. */
export const textFunctions: Chunks = {
  as_text: {
    needs: ['failure'],
    code: `
function asText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new Failure(\`$\${name} needs text\`);
}
`,
  },
  fn_string: {
    code: `
function fnString(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'number' && !Number.isInteger(each) ? Number(each.toPrecision(15)) : each,
  );
}
`,
  },
  fn_lowercase: ofText('lowercase', 'words.toLowerCase()'),
  fn_uppercase: ofText('uppercase', 'words.toUpperCase()'),
  fn_length: ofText('length', '[...words].length'),
  fn_trim: ofText('trim', "words.replace(/[ \\t\\n\\r]+/g, ' ').replace(/^ | $/g, '')"),
  fn_substring: {
    needs: ['as_text', 'as_number'],
    code: `
function fnSubstring(value: unknown, start: unknown, length?: unknown): unknown {
  const words = asText('substring', value);
  const from = asNumber('substring', start);
  const count = asNumber('substring', length);
  if (words === undefined) return undefined;
  if (from === undefined) return count === undefined ? words : '';
  const letters = [...words];
  const first = from < 0 ? Math.max(letters.length + from, 0) : from;
  if (count === undefined) return letters.slice(first).join('');
  return count > 0 ? letters.slice(first, first + count).join('') : '';
}
`,
  },
  fn_substringBefore: ofMark('substringBefore', 'words.slice(0, place)'),
  fn_substringAfter: ofMark('substringAfter', 'words.slice(place + sought.length)'),
  fn_contains: {
    needs: ['as_text'],
    code: `
function fnContains(value: unknown, part: unknown): unknown {
  const [words, sought] = [asText('contains', value), asText('contains', part)];
  return words === undefined || sought === undefined ? undefined : words.includes(sought);
}
`,
  },
  fn_split: {
    needs: ['as_text', 'as_number'],
    code: `
function fnSplit(value: unknown, mark: unknown, most?: unknown): unknown {
  const [words, separator] = [asText('split', value), asText('split', mark)];
  if (words === undefined) return undefined;
  if (separator === undefined) throw new Failure('$split needs what to split at');
  const count = asNumber('split', most);
  if (count !== undefined && count < 0) throw new Failure('$split cannot make fewer than no parts');
  return words.split(separator, count);
}
`,
  },
  fn_join: {
    needs: ['as_text', 'failure'],
    code: `
function fnJoin(value: unknown, mark?: unknown): unknown {
  const between = asText('join', mark) ?? '';
  if (value === undefined) return undefined;
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (!items.every((item) => typeof item === 'string')) {
    throw new Failure('$join needs a list of texts');
  }
  return items.join(between);
}
`,
  },
};
