import { vocabulary } from '../text/vocabulary';
import { attributeOf, people } from '../attributes';
import { toTemplate, type Context } from '../context';
import { readNoun, type Noun } from '../phrases/noun';
import { resolve } from '../resolve';
import { afterAny, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { nounsIn, take, takeWords, type Clause } from './clause';

export const signs = ['table', 'dynamodb', 'database', 'db'];

export const tableNoise = [
  ...signs,
  'our',
  'the',
  'a',
  'aws',
  'in',
  'into',
  'to',
  'from',
  'of',
  'called',
  'named',
  'under',
  'on',
  'at',
  'inside',
  'onto',
  'my',
];

/** Where a name of a table may not be sought. */
const noName: ReadonlySet<string> = new Set(
  vocabulary(`
  the, a, our, my, in, into, to, from, of, dynamodb, aws, this, that, and, database, db, with, for, by, where, called,
  named, on, using, as, new, it, them
`),
);

/** "table orders", "the orders table", "a table called orders", "`orders` in DynamoDB". */
export function takeTable(clause: Clause): string {
  const { tokens } = clause;
  const nameAt = (at: number): Token | null => {
    const token = tokens[at];
    const isName =
      token?.kind === 'quoted' ||
      (token?.kind === 'word' && !noName.has(token.norm)) ||
      token?.kind === 'literal';
    return isName ? token : null;
  };
  const found = (at: number, name: Token): string => {
    take(clause, at, at + 1);
    return name.text;
  };
  const table = tokens.findIndex(({ norm }) => norm === 'table');
  const behind =
    wordAt(tokens, table + 1) === 'called' || wordAt(tokens, table + 1) === 'named'
      ? table + 2
      : table + 1;
  const [before, next] = [nameAt(table - 1), nameAt(behind)];
  if (table !== -1 && before !== null && table - 1 >= clause.verbEnd)
    return found(table - 1, before);
  if (table !== -1 && next !== null) return found(behind, next);
  const dynamo = tokens.findIndex(
    ({ norm }) => norm === 'dynamodb' || norm === 'database' || norm === 'db',
  );
  const near = [dynamo - 2, dynamo + 1, dynamo - 1].find(
    (at) =>
      at >= clause.verbEnd &&
      nameAt(at) !== null &&
      ['to', 'into', 'from', 'in', 'of'].includes(wordAt(tokens, at - 1)),
  );
  const name = near === undefined ? null : nameAt(near);
  return near === undefined || name === null ? '' : found(near, name);
}

export const question = (field: string, message: string) => ({ field, message });

export const tableQuestion = (table: string) =>
  table === '' ? [question('table', 'Which table is it?')] : [];

/** Nouns of the clause that do not name the table. */
export function objectsOf(clause: Clause): { value: Noun; from: number; end: number }[] {
  return clause.chunks
    .filter(({ preposition }) => ['', 'with', 'containing', 'including'].includes(preposition))
    .flatMap((chunk) => nounsIn(clause, chunk))
    .filter(({ value }) => !value.head.some((word) => signs.includes(word)));
}

/** A word of a key with its value: "by id", "whose email is ada@example.com", "with the order id". */
export function takeKey(clause: Clause, context: Context): { name: string; value: string } | null {
  const candidates = clause.chunks.filter(({ preposition }) =>
    ['by', 'where', 'whose', 'with', 'using', 'under', 'for', 'which'].includes(preposition),
  );
  // "for items with quantity 0": what has a value says it best.
  const sorted = [...candidates].sort(
    (a, b) => Number(a.preposition === 'for') - Number(b.preposition === 'for'),
  );
  for (const each of sorted) {
    // "id equal to the order id": this "to" belongs to the key.
    const isEqual =
      wordAt(clause.tokens, each.to) === 'to' && wordAt(clause.tokens, each.to - 1) === 'equal';
    const found = keyIn(clause, each.from, isEqual ? clause.tokens.length : each.to, context);
    if (found === null) continue;
    take(clause, each.at, found.end);
    return found;
  }
  return null;
}

function keyIn(clause: Clause, from: number, to: number, context: Context) {
  const within = clause.tokens.slice(0, to);
  const start =
    wordAt(within, from) === 'the' && wordAt(within, from + 1) === 'key'
      ? from + 2
      : wordAt(within, from) === 'key'
        ? from + 1
        : from;
  const noun = readNoun(within, start);
  if (noun?.value.literal !== null || noun.value.head.some((word) => signs.includes(word)))
    return null;
  const name = people.has(noun.value.head.at(-1) ?? '')
    ? (noun.value.head.at(-1) ?? '')
    : attributeOf(noun.value.head);
  const named = afterAny(within, noun.end, [
    'is equal to',
    'equal to',
    'equals',
    'is',
    '=',
    'matches',
    'of',
  ]);
  const isAt = named === -1 ? noun.end : named;
  const value = within[isAt];
  const isWritten =
    value !== undefined && ['number', 'quoted', 'email', 'literal', 'date'].includes(value.kind);
  if (isWritten) return { name, value: value.text, end: isAt + 1 };
  const other = isAt > noun.end ? readNoun(within, isAt) : null;
  // "status is new": a word that leads a noun, and no noun behind it.
  if (isAt > noun.end && other === null && value?.kind === 'word')
    return { name, value: value.text, end: isAt + 1 };
  const found = resolve(other?.value ?? noun.value, context);
  if (found !== null) return { name, value: toTemplate(found), end: other?.end ?? noun.end };
  if (isAt === noun.end) return { name, value: '', end: noun.end };
  return isAt > noun.end && value?.kind === 'word'
    ? { name, value: value.text, end: isAt + 1 }
    : null;
}

export function takeObjects(clause: Clause): void {
  for (const { from, end } of objectsOf(clause)) take(clause, from, end);
  takeWords(clause, [
    ...tableNoise,
    'item',
    'row',
    'record',
    'entry',
    'up',
    'for',
    'with',
    'key',
    'all',
    'and',
    'out',
    'it',
    'back',
    'matching',
  ]);
}
