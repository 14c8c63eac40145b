import { vocabulary } from '../text/vocabulary';
import { attributeOf, people } from '../attributes';
import { toTemplate, type Context } from '../context';
import { resolve } from '../resolve';
import { chunkOf, mentions, nounsIn, take, takeWords, type Chunk, type Clause } from './clause';
import { addressOf, customerOf, personWords } from './person';
import type { Draft, Recogniser } from './recogniser';

const operations: Readonly<Record<'create' | 'find' | 'update', readonly string[]>> = {
  create: ['create', 'add', 'make', 'register', 'set', 'open'],
  find: vocabulary(`
  find, look, search, fetch, get, retrieve, lookup, load, check, pull, locate
`),
  update: vocabulary(`
  update, change, edit, set, rename, modify, save, store, note, write, put, add, mark, tag
`),
};

const fieldOf: Readonly<Record<string, 'name' | 'email' | 'description'>> = {
  name: 'name',
  email: 'email',
  description: 'description',
  note: 'description',
  comment: 'description',
  address: 'email',
};

/** "the customer", "a Stripe customer", "the customer's name": whether it is about one. */
function isAbout(clause: Clause, { produced }: Context): boolean {
  const [direct, ...rest] = clause.chunks;
  const nouns = nounsIn(clause, direct ?? null);
  const isDirect = nouns.some(
    ({ value }) =>
      people.has(value.head.at(-1) ?? '') ||
      value.owners.flat().some((word) => people.has(word)) ||
      (value.isPronoun && fieldIn(value.head) !== null),
  );
  const isLater = rest.some(
    (chunk) =>
      ['to', 'on', 'for', 'in'].includes(chunk.preposition) &&
      nounsIn(clause, chunk).some(({ value }) => value.head.at(-1) === 'customer'),
  );
  const isThem =
    produced.at(-1)?.type === 'stripe_customer' &&
    nouns.length === 1 &&
    nouns[0]?.value.isPronoun === true &&
    nouns[0].value.head.length === 0;
  return (
    isDirect ||
    isThem ||
    (isLater && nouns.some(({ value }) => fieldIn(value.head) !== null)) ||
    (mentions(clause, ['stripe']) &&
      (mentions(clause, ['customer']) || nouns.some(({ value }) => value.isPronoun)))
  );
}

const fieldIn = (head: readonly string[]) => {
  const last = head.at(-1) ?? '';
  return Object.hasOwn(fieldOf, last) ? (fieldOf[last] ?? null) : null;
};

function operationOf(clause: Clause): 'create' | 'find' | 'update' | null {
  const { verb } = clause;
  const [direct] = clause.chunks;
  const hasField = nounsIn(clause, direct ?? null).some(
    ({ value }) =>
      fieldIn(value.head) !== null &&
      value.head.length <= 2 &&
      (value.owners.length > 0 || fieldOf[value.head.at(-1) ?? ''] === 'description'),
  );
  if (operations.update.includes(verb) && (hasField || !operations.create.includes(verb)))
    return 'update';
  if (operations.create.includes(verb) && !hasField) return 'create';
  return operations.find.includes(verb) ? 'find' : null;
}

const others = vocabulary(`
  invoice, coupon, refund, checkout, link, table, dynamodb, webhook, discount, payment, subscription, url, slack, crm,
  spreadsheet, sheet, sms, list, order, ai
`);

function sureness(clause: Clause, context: Context): number {
  if (mentions(clause, others) || clause.tokens.some(({ kind }) => kind === 'url')) return 0;
  if (operationOf(clause) === null || !isAbout(clause, context)) return 0;
  return mentions(clause, ['stripe']) ? 5 : 3.5;
}

/** A value that is given: quoted, an address, or something known. */
function valueOf(clause: Clause, chunk: Chunk | null, context: Context): string {
  const [noun] = nounsIn(clause, chunk);
  if (noun === undefined || chunk === null) return '';
  take(clause, chunk.at, noun.end);
  const { literal } = noun.value;
  if (literal !== null && literal.kind !== 'literal') return literal.text;
  const found = resolve(noun.value, context);
  return found === null ? '' : toTemplate(found);
}

function readUpdate(clause: Clause, context: Context): Draft {
  const config: Draft['config'] = { operation: 'update', customer: customerOf(clause, context) };
  const named = clause.chunks
    .flatMap((chunk) => nounsIn(clause, chunk))
    .find(({ value }) => fieldIn(value.head) !== null);
  const quoted = clause.tokens.findIndex(({ kind }) => kind === 'quoted');
  const name =
    (named === undefined ? null : fieldIn(named.value.head)) ??
    (quoted === -1 ? null : 'description');
  const value =
    clause.tokens[quoted]?.text ?? valueOf(clause, chunkOf(clause, 'to', 'with', 'as'), context);
  if (quoted !== -1) clause.used.add(quoted);
  if (name !== null && value !== '') config[name] = value;
  takeWords(clause, [
    ...personWords,
    'name',
    'note',
    'description',
    'comment',
    'saying',
    'new',
    'as',
    'record',
    'stripe',
  ]);
  const isOpen = name === null || value === '';
  const questions = isOpen
    ? [{ field: 'description', message: 'What about the customer changes, and to what?' }]
    : [];
  return { config, questions };
}

function read(clause: Clause, context: Context): Draft {
  const operation = operationOf(clause) ?? 'find';
  if (operation === 'update') return withCustomer(readUpdate(clause, context));
  // What is being looked for cannot be found in what is looked for.
  const email = addressOf(clause, {
    ...context,
    produced: context.produced.filter(({ type }) => type !== 'stripe_customer'),
  });
  const config: Draft['config'] = { operation, email };
  if (operation === 'create') {
    const nouns = clause.chunks.flatMap((chunk) => nounsIn(clause, chunk));
    const named = nouns.find(({ value }) => attributeOf(value.head) === 'name');
    const quoted = clause.tokens.findIndex(({ kind }) => kind === 'quoted');
    const found = named === undefined ? null : resolve(named.value, context);
    if (quoted !== -1) {
      config.name = clause.tokens[quoted]?.text ?? '';
      clause.used.add(quoted);
    } else if (found !== null) config.name = toTemplate(found);
  }
  takeWords(clause, [...personWords, 'name', 'and', 'as', 'called', 'named', 'record', 'new']);
  const questions =
    email === '' ? [{ field: 'email', message: 'Which email address has the customer?' }] : [];
  return withCustomer({ config, questions });
}

const withCustomer = (draft: Draft): Draft => ({ ...draft, topics: ['customer'] });

export const stripeCustomer: Recogniser = {
  type: 'stripe_customer',
  verbs: [...new Set(Object.values(operations).flat())],
  sureness,
  read,
};
