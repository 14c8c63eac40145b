import {
  signs,
  tableNoise,
  takeTable,
  objectsOf,
  takeKey,
  question,
  tableQuestion,
  takeObjects,
} from './dynamodb-words';
import { vocabulary } from '../text/vocabulary';
import { attributeOf, people, wholes } from '../attributes';
import { toTemplate, type Context } from '../context';
import { isPronoun, type Noun } from '../phrases/noun';
import { outputOf, resolve, resolveWhole, wholeOf } from '../resolve';
import { singular } from '../text/forms';
import { chunkOf, mentions, nounsIn, take, takeWords, type Clause } from './clause';
import type { Draft, Recogniser } from './recogniser';

const MANY = ['all', 'every', 'everything'];

const isAboutTable = (clause: Clause) => mentions(clause, signs);

/** The name of a value in an item, and the value. */
function entryOf(
  noun: Noun,
  context: Context,
): { name: string; value: string; isWhole: boolean } | null {
  const head = noun.head.at(-1) ?? '';
  const vague = noun.isPronoun && noun.head.length === 0;
  const last = [...context.produced].reverse();
  // What was looked for in a table and not found cannot be what is put there.
  const source = last.find((step) => outputOf(step) !== null && step.type !== 'dynamodb_get');
  if (vague) {
    const output = source === undefined ? null : outputOf(source);
    const whole =
      context.item !== null
        ? { expression: 'item', isMinor: false }
        : (output ?? wholeOf(context.trigger));
    if (whole === null) return null;
    const isText =
      source !== undefined && output === whole && ['ai_prompt', 'transform'].includes(source.type);
    return {
      name: isText ? (source.topics[0] ?? 'result') : 'item',
      value: toTemplate(whole),
      isWhole: !isText,
    };
  }
  const isThing =
    context.trigger.type === 'webhook' && noun.owners.length === 0 && isWholeWord(noun, context);
  const found = isThing ? wholeOf(context.trigger) : resolveWhole(noun, context);
  if (found === null) return null;
  const isWhole =
    isThing ||
    ['item', 'trigger.body', 'trigger', 'trigger.data.object'].includes(found.expression) ||
    /^steps\.\w+\.(?:body|item)$/.test(found.expression);
  return {
    name: people.has(head) ? head : attributeOf(noun.head),
    value: toTemplate(found),
    isWhole,
  };
}

const things: ReadonlySet<string> = new Set(
  vocabulary(`
  order, lead, contact, record, entry, item, message, ticket, signup, row, booking, submission, registration,
  application, customer, user, request, event, subscriber, object, answer, response
`),
);

/** "the order" that a webhook brought is all that it brought. */
function isWholeWord(noun: Noun, context: Context): boolean {
  const head = noun.head.at(-1) ?? '';
  if (context.item !== null || noun.literal !== null) return false;
  const isMade =
    context.produced.some((step) => step.topics.includes(head)) ||
    resolve(noun, context)?.expression.startsWith('steps.') === true;
  return !isMade && noun.head.length === 1 && (things.has(head) || wholes.has(head));
}

function readPut(clause: Clause, context: Context): Draft {
  const table = takeTable(clause) || tableBefore(context);
  const json = clause.tokens.findIndex(
    ({ kind, text }) => kind === 'literal' && text.startsWith('{') && !text.startsWith('{{'),
  );
  const objects = objectsOf(clause);
  const entries = objects.flatMap(({ value, from, end }) => {
    const entry = entryOf(value, context);
    if (entry === null) return [];
    take(clause, from, end);
    return [entry];
  });
  const [only] = entries;
  const fields = entries.map(({ name, value }) => `${JSON.stringify(name)}: "${value}"`).join(', ');
  const isWhole = entries.length === 1 && only?.isWhole === true;
  const item = isWhole
    ? only.value
    : entries.length > 0
      ? `{${fields}}`
      : (wholeWhenUnsaid(objects.filter(({ value }) => !isRow(value)).length, context) ?? '');
  const text = clause.tokens[json]?.text ?? item;
  if (json !== -1) clause.used.add(json);
  takeWords(clause, [
    ...tableNoise,
    'item',
    'row',
    'record',
    'entry',
    'new',
    'as',
    'and',
    'with',
    'for',
    'down',
    'away',
    'there',
    'it',
  ]);
  const questions = [
    ...tableQuestion(table),
    ...(text === '' ? [question('item', 'What is written?')] : []),
  ];
  return { config: { table, item: text }, questions };
}

/** "create a row" says nothing of what stands in it. */
const isRow = ({ head }: Noun) =>
  ['row', 'record', 'entry', 'line', 'item'].includes(head.at(-1) ?? '');

const wholeWhenUnsaid = (objects: number, context: Context) => {
  const whole = objects === 0 ? wholeOf(context.trigger) : null;
  return whole === null ? null : toTemplate(whole);
};

/** What an earlier step looked for is what a later one means. */
function keyBefore({ produced }: Context): string {
  const key = [...produced].reverse().find(({ type }) => type === 'dynamodb_get')?.config.key;
  return typeof key === 'string' ? key : '';
}

function tableBefore({ produced }: Context): string {
  const step = [...produced].reverse().find(({ type }) => type.startsWith('dynamodb_'));
  const table = step?.config.table;
  return typeof table === 'string' ? table : '';
}

function readKeyed(clause: Clause, context: Context): Draft {
  const table = takeTable(clause) || tableBefore(context);
  const json = clause.tokens.findIndex(
    ({ kind, text }) => kind === 'literal' && text.startsWith('{') && !text.startsWith('{{'),
  );
  const topics = objectsOf(clause)
    .map(({ value }) => value.head.at(-1) ?? '')
    .filter(Boolean);
  const key = takeKey(clause, context);
  const same = isAboutTable(clause) ? '' : keyBefore(context);
  const written = key === null ? same : JSON.stringify({ [key.name]: key.value });
  const text = clause.tokens[json]?.text ?? written;
  if (json !== -1) clause.used.add(json);
  takeObjects(clause);
  const questions = [
    ...tableQuestion(table),
    ...(text === '' ? [question('key', 'Which item is it? Say by what it is found')] : []),
  ];
  return { config: { table, key: text }, questions, topics };
}

function readQuery(clause: Clause, context: Context): Draft {
  const table = takeTable(clause);
  const topics = objectsOf(clause)
    .map(({ value }) => singular(value.head.at(-1) ?? ''))
    .filter(Boolean);
  const key = takeKey(clause, context);
  takeObjects(clause);
  const name = key?.name.replace(/\W/g, '_') ?? '';
  const config = {
    table,
    keyCondition: key === null ? '' : `${name} = :${name}`,
    values: key === null ? '' : JSON.stringify({ [`:${name}`]: key.value }),
  };
  const questions = [
    ...tableQuestion(table),
    ...(key === null
      ? [question('keyCondition', 'Which items? Say which value of the key they have')]
      : []),
  ];
  return { config, questions, topics };
}

const lookingVerbs = vocabulary(`
  get, look, fetch, read, load, find, retrieve, lookup, pull, grab, check, see
`);

const queryVerbs = ['query', 'list', 'search', 'scan', 'select'];

/** "all orders of the customer" are many, "the order" is one. */
function isMany(clause: Clause): boolean {
  const [first] = objectsOf(clause);
  return (
    queryVerbs.includes(clause.verb) ||
    (first ?? nounsIn(clause, chunkOf(clause, 'for'))[0])?.value.isPlural === true ||
    clause.tokens.some(({ norm }) => MANY.includes(norm))
  );
}

const putVerbs = vocabulary(`
  save, put, store, write, insert, add, record, log, keep, persist, create, append, update, archive, push, copy,
  remember, drop, stash
`);

const deleteVerbs = ['delete', 'remove', 'erase', 'drop', 'clear', 'purge'];

const whenAbout =
  (test: (clause: Clause) => boolean) =>
  (clause: Clause, context: Context): number => {
    if (!test(clause)) return 0;
    if (isAboutTable(clause)) return 6;
    return isAboutSame(clause, context) ? 4 : 0;
  };

/** "put them there", "insert it" behind a look into a table. */
function isAboutSame(clause: Clause, context: Context): boolean {
  if (tableBefore(context) === '' || !changing.includes(clause.verb)) return false;
  const said = clause.tokens.slice(clause.verbEnd).filter(({ kind }) => kind !== 'mark');
  return (
    said.length > 0 &&
    said.every(
      ({ norm }) => isPronoun(norm) || ['there', 'in', 'to', 'from', 'same'].includes(norm),
    )
  );
}

const changing = [
  ...vocabulary(`put, insert, add, save, store, write, create, record`),
  ...deleteVerbs,
];

export const dynamodb: readonly Recogniser[] = [
  {
    type: 'dynamodb_put',
    verbs: putVerbs,
    sureness: whenAbout((clause) => !(clause.verb === 'drop' && mentions(clause, ['from']))),
    read: readPut,
  },
  {
    type: 'dynamodb_delete',
    verbs: deleteVerbs,
    sureness: whenAbout((clause) => clause.verb !== 'drop' || mentions(clause, ['from'])),
    read: readKeyed,
  },
  {
    type: 'dynamodb_query',
    verbs: [...queryVerbs, ...lookingVerbs],
    sureness: whenAbout(isMany),
    read: readQuery,
  },
  {
    type: 'dynamodb_get',
    verbs: lookingVerbs,
    sureness: whenAbout((clause) => !isMany(clause)),
    read: readKeyed,
  },
];
