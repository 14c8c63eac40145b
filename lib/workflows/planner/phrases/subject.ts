import type { Operator } from '../../nodes/condition';
import { skip, wordAt } from '../text/read';
import { vocabulary } from '../text/vocabulary';
import type { Token } from '../text/tokens';
import { readNoun, type Noun } from './noun';
import type { Value } from './value';

/** "the amount is over 100 dollars", before its words are looked up. */
export interface Said {
  /** Null: the subject before, or what the words are about. */
  subject: Noun | null;
  operator: Operator;
  value: Value;
  /** "there are more than 5 orders": how many there are is compared. */
  isCount: boolean;
  /** Denied, where no operator says the opposite. */
  isDenied?: boolean;
  /** Said of several things at once, of which all or any must be so. */
  match?: 'all' | 'any';
}

/** Stand between a subject and what is said of it. */
export const helpers = vocabulary(`
  is, are, was, were, be, been, has, have, had, does, do, did, still, already, currently, now, also, ever, value,
  costs, cost, will, gets, get, being, yet, just, came, comes, reads, says, remains, looks, seems, got, becomes,
  turns, either, really, actually, totals, would, itself
`);

const outcomes = vocabulary(`fails, failed, fail, succeeds, succeeded, works, worked`);

export const pronoun: Noun = {
  head: [],
  raw: [],
  owners: [],
  isPronoun: true,
  isEach: false,
  isPlural: false,
  literal: null,
};

export interface Start {
  subject: Noun | null;
  isCount: boolean;
  isNegated: boolean;
  end: number;
}

/** "there are no", "the amount of the order in the form", "it". */
export function readStart(tokens: readonly Token[], at: number): Start {
  const isThat =
    wordAt(tokens, at) === 'that' &&
    (helpers.includes(wordAt(tokens, at + 1)) || outcomes.includes(wordAt(tokens, at + 1)));
  if (isThat) return { subject: pronoun, isCount: false, isNegated: false, end: at + 1 };
  const place = skip(tokens, at, ['that', 'whether', ',', 'both', 'either', 'if', 'only', 'also']);
  if (wordAt(tokens, place) === 'there') {
    const isNegated = wordAt(tokens, place + 2) === 'no' || wordAt(tokens, place + 2) === 'not';
    return { subject: null, isCount: true, isNegated, end: place + (isNegated ? 3 : 2) };
  }
  const noun = readNoun(tokens, place);
  if (noun === null) return { subject: null, isCount: false, isNegated: false, end: place };
  let { end } = noun;
  // "the email in the form": where it stands is known anyhow.
  const isPlace = ['in', 'on', 'from', 'inside', 'for'].includes(wordAt(tokens, end));
  const where = isPlace ? readNoun(tokens, end + 1) : null;
  if (where !== null && where.end < tokens.length) ({ end } = where);
  if (['that', 'which'].includes(wordAt(tokens, end))) end += 1;
  return { subject: noun.value, isCount: false, isNegated: false, end };
}
