import { vocabulary } from '../text/vocabulary';
import type { Operator } from '../../nodes/condition';
import { wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import { readMoney, readPercent, type Money } from './money';
import { isArticle, isPronoun, readNoun, type Noun } from './noun';
import { readNumber } from './number';

/** What something is compared with. */
export type Value =
  | { kind: 'money'; money: Money }
  | { kind: 'number'; number: number }
  | { kind: 'text'; text: string }
  | { kind: 'noun'; noun: Noun; text: string }
  | { kind: 'none' };

/** "100 or more". */
export function readPostfix(tokens: readonly Token[], at: number): Read<Operator> | null {
  if (wordAt(tokens, at) !== 'or' && wordAt(tokens, at) !== 'and') return null;
  const word = wordAt(tokens, at + 1);
  if (['more', 'higher', 'greater', 'above', 'over', 'up', 'larger'].includes(word))
    return { value: 'greater_or_equal', end: at + 2 };
  return ['less', 'lower', 'fewer', 'below', 'under', 'smaller'].includes(word)
    ? { value: 'less_or_equal', end: at + 2 }
    : null;
}

/** End a value that is a plain word. */
const ends = new Set(
  vocabulary(`
  and, or, nor, then, but, if, otherwise, else, unless, so, when, within, after, before, since, until
`),
);

export function readValue(tokens: readonly Token[], at: number): Read<Value> | null {
  const money = readMoney(tokens, at);
  if (money !== null) return { value: { kind: 'money', money: money.value }, end: money.end };
  const percent = readPercent(tokens, at);
  const number = percent ?? readNumber(tokens, at);
  if (number !== null) {
    const end = ['units', 'points', 'items', 'times', 'seats'].includes(wordAt(tokens, number.end))
      ? number.end + 1
      : number.end;
    return { value: { kind: 'number', number: number.value }, end };
  }
  const token = tokens[at];
  if (token === undefined) return null;
  if (
    ['quoted', 'email', 'date', 'url'].includes(token.kind) ||
    (token.kind === 'literal' && /^[@.]/.test(token.text))
  ) {
    return { value: { kind: 'text', text: token.text }, end: at + 1 };
  }
  const noun = readNoun(tokens, at);
  const isReference = token.kind === 'literal' || isArticle(token.norm) || isPronoun(token.norm);
  if (noun !== null && isReference) {
    const text = tokens
      .slice(at, noun.end)
      .map((each) => each.text)
      .join(' ');
    return { value: { kind: 'noun', noun: noun.value, text }, end: noun.end };
  }
  let end = at;
  while (
    end < tokens.length &&
    tokens[end]?.kind === 'word' &&
    !ends.has(tokens[end]?.norm ?? '') &&
    end < at + 3
  )
    end += 1;
  if (end === at) return null;
  return {
    value: {
      kind: 'text',
      text: tokens
        .slice(at, end)
        .map((each) => each.text)
        .join(' '),
    },
    end,
  };
}

/** "DE, FR or IT": a comma goes on with the list when an "or" follows soon. */
export const hasOrLater = (tokens: readonly Token[], at: number) =>
  tokens.slice(at + 1, at + 4).some(({ norm }, index) => norm === 'or' && index < 3);

/** Say nothing of what is counted. */
export const vagueThings = ['item', 'entry', 'row', 'element', 'result', 'record', 'line'];
