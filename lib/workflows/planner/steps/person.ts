import { people } from '../attributes';
import { toTemplate, type Context } from '../context';
import type { Noun } from '../phrases/noun';
import { resolve, resolveEmail } from '../resolve';
import { nounsIn, type Clause } from './clause';

/** The first id of a kind that is written out, or null. */
export function writtenId(clause: Clause, pattern: RegExp): string | null {
  const at = clause.tokens.findIndex(({ kind, text }) => kind === 'literal' && pattern.test(text));
  const token = clause.tokens[at];
  if (token === undefined) return null;
  clause.used.add(at);
  return token.text;
}

/** The customer, when nobody else is named. */
export const nobody: Noun = {
  head: ['customer'],
  raw: ['customer'],
  owners: [],
  isPronoun: false,
  isEach: false,
  isPlural: false,
  literal: null,
};

/** The customer at Stripe that a clause is about, as a template; empty when nothing says it. */
export function customerOf(clause: Clause, context: Context): string {
  const written = writtenId(clause, /^cus_/);
  if (written !== null) return written;
  const found = resolve(nobody, context);
  return found === null ? '' : toTemplate(found);
}

/** The email address that a clause gives or means, as a template; empty when nothing says it. */
export function addressOf(clause: Clause, context: Context): string {
  const at = clause.tokens.findIndex(({ kind }) => kind === 'email');
  const written = clause.tokens[at];
  if (written !== undefined) {
    clause.used.add(at);
    return written.text;
  }
  const said = clause.chunks
    .flatMap((chunk) => nounsIn(clause, chunk))
    .find(({ value }) => value.head.includes('email') || people.has(value.head.at(-1) ?? ''));
  const found = resolveEmail(said?.value ?? nobody, context);
  return found === null ? '' : toTemplate(found);
}

/** Words that name a customer, or stand for one, and say nothing more. */
export const personWords: readonly string[] = [
  ...people,
  'them',
  'they',
  'him',
  'her',
  'their',
  'his',
  'it',
  'this',
  'that',
  'email',
  'address',
  'cus',
  'stripe',
  'id',
  'for',
  'to',
  'of',
  'in',
  'on',
  'at',
  'with',
  'by',
  'from',
  'using',
  'via',
  "'s",
  'up',
  'account',
];
