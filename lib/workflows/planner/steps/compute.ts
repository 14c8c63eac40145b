import { vocabulary } from '../text/vocabulary';
import type { Context, Reference } from '../context';
import { readPercent } from '../phrases/money';
import type { Noun } from '../phrases/noun';
import { readNumber } from '../phrases/number';
import { field, outputOf, resolve, wholeOf } from '../resolve';
import { singular } from '../text/forms';
import { chunkOf, mentions, nounsIn, take, takePhrase, takeWords, type Clause } from './clause';
import { readInfix, readShape, reshaping, shapeIn } from './compute-words';
import type { Draft, Recogniser } from './recogniser';

type Fold = 'sum' | 'average' | 'count' | 'max' | 'min';

const folds: Readonly<Record<Fold, readonly string[]>> = {
  sum: ['sum', 'total', 'add'],
  average: ['average', 'mean'],
  count: ['count', 'number', 'many'],
  max: ['max', 'maximum', 'highest', 'largest', 'biggest', 'greatest'],
  min: ['min', 'minimum', 'lowest', 'smallest', 'least'],
};

const operators: Readonly<Record<string, string>> = {
  multiply: '*',
  divide: '/',
  subtract: '-',
  add: '+',
  deduct: '-',
  increase: '+',
  decrease: '-',
  reduce: '-',
};
const asking: ReadonlySet<string> = new Set(
  vocabulary(`
  compute, calculate, work, figure, determine, find, get, take, make, tally, sum, total, add, average, count
`),
);

function foldOf(clause: Clause): Fold | null {
  const { verb } = clause;
  if (verb === 'tally') return 'sum';
  const names = Object.keys(folds) as Fold[];
  // A verb says it best: "count the items of the total".
  const byVerb = names.find(
    (name) => folds[name].includes(verb) && (verb !== 'add' || isAddingUp(clause)),
  );
  return (
    byVerb ??
    (asking.has(verb)
      ? (names.find((name) =>
          mentions(
            clause,
            folds[name].filter((word) => word !== 'add'),
          ),
        ) ?? null)
      : null)
  );
}

const isAddingUp = (clause: Clause) => mentions(clause, ['up', 'together']);

function sureness(clause: Clause): number {
  if (
    mentions(
      clause,
      vocabulary(`
  table, dynamodb, webhook, email, ai, coupon, note, customer
`),
    ) &&
    !['sum', 'calculate', 'compute', 'count', 'average', 'tally', 'total'].includes(clause.verb)
  )
    return 0;
  if (reshaping.includes(clause.verb)) return shapeIn(clause) === null ? 0 : 6;
  if (clause.tokens.some(({ kind }) => kind === 'url')) return 0;
  const hasNumber = clause.tokens.some(
    (_, at) => at >= clause.verbEnd && readNumber(clause.tokens, at) !== null,
  );
  if (Object.hasOwn(operators, clause.verb) && hasNumber && !isAddingUp(clause)) return 4;
  if (['uppercase', 'lowercase', 'round', 'capitalize'].includes(clause.verb)) return 4;
  if (['compute', 'calculate', 'sum', 'average', 'tally', 'count', 'total'].includes(clause.verb))
    return 4;
  return foldOf(clause) === null ? 0 : 3;
}

const foldWords = [
  ...Object.values(folds).flat(),
  'of',
  'up',
  'together',
  'all',
  'out',
  'how',
  'many',
  'there',
  'are',
  'in',
  'from',
  'for',
  'their',
  'value',
  'figure',
  'and',
];

/** The list that a word stands for, and where its fields are. */
function listOf(noun: Noun | undefined, context: Context): string | null {
  const outputs =
    [...context.produced]
      .reverse()
      .map(outputOf)
      .find((each) => each !== null) ?? null;
  const isVague = noun === undefined || (noun.isPronoun && noun.head.length === 0);
  if (isVague) return (outputs ?? wholeOf(context.trigger))?.expression ?? null;
  const found = resolve(noun, context);
  if (found?.expression.startsWith('steps.')) return found.expression;
  if (outputs !== null) return `${outputs.expression}.${field(pluralIn(noun))}`;
  return found === null ? null : replaceLast(found, noun);
}

/** A list is kept under its plural: "the lines" -> body.lines. */
function replaceLast({ expression }: Reference, noun: Noun): string {
  const name = pluralIn(noun);
  const last = expression.split('.').at(-1) ?? '';
  return singular(name) === last && expression.startsWith('trigger.body')
    ? `${expression.slice(0, -last.length)}${field(name)}`
    : expression;
}

const pluralIn = (noun: Noun) => noun.raw.join('_').toLowerCase();

function readFold(clause: Clause, context: Context, fold: Fold): string | null {
  const nouns = clause.chunks
    .flatMap((chunk) => nounsIn(clause, chunk))
    .filter(
      ({ value }) =>
        !value.head.every((word) => foldWords.includes(word)) ||
        value.owners.length > 0 ||
        value.isPronoun,
    );
  const [first, second] = nouns;
  if (first === undefined)
    return listOf(undefined, context) === null
      ? null
      : `$${fold}(${listOf(undefined, context) ?? ''})`;
  for (const { from, end } of nouns.slice(0, 2)) take(clause, from, end);
  const owners = first.value.owners.filter((owner) => owner.length > 0);
  // "the sum of the amounts of the orders": sum <- amounts <- orders.
  const names = [first.value.head, ...owners].filter(
    (head) => !head.every((word) => foldWords.includes(word)),
  );
  const [inner, outer] = names;
  if (inner === undefined) return `$${fold}(${listOf(undefined, context) ?? ''})`;
  const asNoun = (head: readonly string[]): Noun => ({
    ...first.value,
    head: [...head],
    raw: plurals(clause, head),
    owners: [],
    isPronoun: false,
    literal: null,
  });
  const list = outer !== undefined ? asNoun(outer) : second?.value;
  // "count the tickets" behind a request: they are what was answered.
  const isAnswer = fold === 'count' && list === undefined && isInOutput(context);
  const whole = listOf(isAnswer ? undefined : asNoun(inner), context);
  if (
    fold === 'count' ||
    (list === undefined &&
      whole?.startsWith('steps.') === true &&
      resolve(asNoun(inner), context) !== null)
  )
    return whole === null ? null : `$${fold}(${whole})`;
  if (list === undefined && !isInOutput(context))
    return whole === null ? null : `$${fold}(${whole})`;
  const base = listOf(list, context);
  return base === null ? null : `$${fold}(${base}.${field(inner.join('_'))})`;
}

const isInOutput = ({ produced }: Context) => produced.some((step) => outputOf(step) !== null);

/** The words of a head as they were written, small. */
function plurals(clause: Clause, head: readonly string[]): string[] {
  return head.map(
    (word) => clause.tokens.find(({ norm }) => singular(norm) === word)?.norm ?? word,
  );
}

function readArithmetic(clause: Clause, context: Context): string | null {
  const percent = takePhrase(clause, readPercent);
  const number = percent ?? takePhrase(clause, readNumber);
  const operator = operators[clause.verb] ?? '+';
  const nouns = clause.chunks.flatMap((chunk) => nounsIn(clause, chunk));
  const noun = nouns.find(({ value }) => value.head.length > 0 || value.isPronoun);
  const found = noun === undefined ? null : resolve(noun.value, context);
  if (noun === undefined || found === null || number === null) return null;
  take(clause, noun.from, noun.end);
  const isShare = percent !== null && (operator === '+' || operator === '-');
  return isShare
    ? `${found.expression} * ${operator === '+' ? 100 + number : 100 - number} / 100`
    : `${found.expression} ${operator} ${number}`;
}

function readCase(clause: Clause, context: Context): string | null {
  const [noun] = nounsIn(clause, chunkOf(clause, ''));
  const found = noun === undefined ? null : resolve(noun.value, context);
  if (noun === undefined || found === null) return null;
  take(clause, noun.from, noun.end);
  const name = clause.verb === 'capitalize' ? 'uppercase' : clause.verb;
  return `$${name}(${found.expression})`;
}

function expressionOf(clause: Clause, context: Context, fold: Fold | null): string | null {
  if (['uppercase', 'lowercase', 'round', 'capitalize'].includes(clause.verb))
    return readCase(clause, context);
  const infix = asking.has(clause.verb) ? readInfix(clause, context) : null;
  if (infix !== null) return infix;
  if (Object.hasOwn(operators, clause.verb) && !isAddingUp(clause))
    return readArithmetic(clause, context);
  return fold === null ? null : readFold(clause, context, fold);
}

function read(clause: Clause, context: Context): Draft {
  if (reshaping.includes(clause.verb)) return readShape(clause);
  const fold = foldOf(clause);
  const expression = expressionOf(clause, context, fold);
  if (expression !== null)
    takeWords(clause, [
      ...foldWords,
      'by',
      'to',
      'from',
      'with',
      'it',
      'them',
      'amount',
      'result',
      'response',
      'the',
    ]);
  const questions =
    expression === null
      ? [{ field: 'expression', message: 'What is computed, and from what?' }]
      : [];
  const topics = fold === null ? ['result', 'amount'] : [...folds[fold], 'result'];
  return { config: { expression: expression ?? '' }, questions, topics };
}

export const compute: Recogniser = {
  type: 'transform',
  verbs: [
    ...asking,
    ...reshaping,
    ...Object.keys(operators),
    'uppercase',
    'lowercase',
    'round',
    'capitalize',
  ],
  sureness,
  read,
};
