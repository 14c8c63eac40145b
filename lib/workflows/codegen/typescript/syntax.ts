import type { NamedValue, Syntax } from '../syntax';
import { actions } from './actions';
import { typescript as dialect } from './dialect';
import { runtime } from './runtime';

const camel = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const isName = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__';

function object(entries: readonly NamedValue[]): string {
  const parts = entries.map(({ name, value }) => {
    // Computed, so that no name means more than itself.
    const written = name === '__proto__' ? `[${JSON.stringify(name)}]` : JSON.stringify(name);
    return `${isName(name) ? name : written}: ${value}`;
  });
  if (parts.length === 0) return '{}';
  const line = `{ ${parts.join(', ')} }`;
  if (line.length <= 76 && !line.includes('\n')) return line;
  return `{\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')},\n`).join('')}}`;
}

/** Statements of TypeScript. */
export const typescript: Syntax = {
  ...dialect,
  chunks: { ...dialect.chunks, ...runtime, ...actions },
  indent: '  ',
  comment: (text) => `// ${text}`,
  act: (method, args) => `await run.${camel(method)}(${args.join(', ')});`,
  work: (body) => `(key) => ${body}`,
  action: (helper, values) => `${camel(helper)}(key, ${object(values)})`,
  object,
  orNull: (value) => `(${value} ?? null)`,
  all: (conditions) => conditions.join(' && '),
  any: (conditions) => conditions.join(' || '),
  ask: (method, args) => `run.${camel(method)}(${args.join(', ')})`,
  openIf: (condition, isFirst) => `${isFirst ? 'if' : '} else if'} (${condition}) {`,
  openElse: '} else {',
  openLoop: (items) => `for (const _ of ${items}) {`,
  close: '}',
  nothing: null,
};
