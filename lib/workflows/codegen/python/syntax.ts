import type { NamedValue, Syntax } from '../syntax';
import { actions } from './actions';
import { python as dialect } from './dialect';
import { runtime } from './runtime';

const snake = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^from$/, 'from_');

const call = (name: string, args: readonly string[]) => {
  const line = `${name}(${args.join(', ')})`;
  if (line.length <= 88 && !line.includes('\n')) return line;
  const rows = args.map((arg) => `    ${arg.replaceAll('\n', '\n    ')},\n`);
  return `${name}(\n${rows.join('')})`;
};

const object = (entries: readonly NamedValue[]) =>
  `{${entries.map(({ name, value }) => `${dialect.literal(name)}: ${value}`).join(', ')}}`;

/** Statements of Python. */
export const python: Syntax = {
  ...dialect,
  chunks: { ...dialect.chunks, ...runtime, ...actions },
  indent: '    ',
  comment: (text) => `# ${text}`,
  act: (method, args) => call(`run.${method}`, args),
  work: (body) => `lambda key: ${body}`,
  action: (helper, values) =>
    call(helper, ['key', ...values.map(({ name, value }) => `${snake(name)}=${value}`)]),
  object,
  orNull: (value) => `or_none(${value})`,
  all: (conditions) => conditions.join(' and '),
  any: (conditions) => conditions.join(' or '),
  ask: (method, args) => `run.${method}(${args.join(', ')})`,
  openIf: (condition, isFirst) => `${isFirst ? 'if' : 'elif'} ${condition}:`,
  openElse: 'else:',
  openLoop: (items) => `for _ in ${items}:`,
  close: null,
  nothing: 'pass',
};
