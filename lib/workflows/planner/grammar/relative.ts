import { vocabulary } from '../text/vocabulary';
import { countries } from '../phrases/country';
import { readComparison } from '../phrases/comparison';
import { readMoney } from '../phrases/money';
import { readNoun } from '../phrases/noun';
import { readNumber } from '../phrases/number';
import { isNumeric, readOperator } from '../phrases/operator';
import { lookUp, skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';

const word = (token: Token, norm: string): Token => ({ ...token, kind: 'word', norm, text: norm });

/** Reads a comparison of what stands before: "it" in its place. */
function ofIt(tokens: readonly Token[], at: number, from: number): Read<Token[]> | null {
  const first = tokens[at];
  if (first === undefined) return null;
  const test = [word(first, 'it'), ...tokens.slice(from)];
  const read = readComparison(test, 0);
  return read === null || read.end < 2
    ? null
    : { value: test.slice(0, read.end), end: from + read.end - 1 };
}

/** "whose amount is above 50": the words of a test. */
function readWhose(tokens: readonly Token[], at: number): Read<Token[]> | null {
  const read = readComparison(tokens, at + 1);
  return read === null || read.end <= at + 2
    ? null
    : { value: tokens.slice(at + 1, read.end), end: read.end };
}

const states = vocabulary(`is, are, was, were, has, have, had, does, do`);

/** "that is open", "who has no email", "which contains ...". */
function readThat(tokens: readonly Token[], at: number): Read<Token[]> | null {
  const isSaid = states.includes(wordAt(tokens, at + 1)) || readOperator(tokens, at + 1) !== null;
  return isSaid ? ofIt(tokens, at, at + 1) : null;
}

const kinds = vocabulary(
  `type, status, kind, category, plan, priority, topic, source, value, amount, name`,
);

/** "with type "lead"", "with a status of open", "of type refund", "with an amount over 50". */
function readWith(tokens: readonly Token[], at: number, isNarrow: boolean): Read<Token[]> | null {
  const from = skip(tokens, at + 1, ['a', 'an', 'the', 'its', 'their']);
  const isKind = kinds.includes(wordAt(tokens, from));
  const noun = readNoun(tokens, from);
  const first = tokens[at];
  if (noun?.value.literal !== null || noun.value.isPronoun || first === undefined) return null;
  if (isNarrow && !isKind) return null;
  const nounEnd = isKind ? from + 1 : noun.end;
  if (readOperator(tokens, nounEnd) !== null || states.includes(wordAt(tokens, nounEnd)))
    return readWhose(tokens, at);
  const isOf = ['of', '=', ':', 'set'].includes(tokens[nounEnd]?.norm ?? '');
  const value = tokens[isOf ? nounEnd + 1 : nounEnd];
  const isValue =
    value !== undefined &&
    (['quoted', 'number', 'literal'].includes(value.kind) ||
      (value.kind === 'word' && (isOf || isKind) && !noValues.includes(value.norm)));
  if (!isValue) return null;
  // A dotted name is a value here, and no path.
  const said: Token = value.kind === 'literal' ? { ...value, kind: 'quoted' } : value;
  const end = (isOf ? nounEnd + 1 : nounEnd) + 1;
  return { value: [...tokens.slice(from, nounEnd), word(first, 'is'), said], end };
}

const noValues = vocabulary(`comes, arrives, is, and, or, in, from, to, gets, hits, for, the, a`);

/** "with more than 3 items": how many it has. */
function readCounted(tokens: readonly Token[], at: number): Read<Token[]> | null {
  const [first, operator] = [tokens[at], readOperator(tokens, at + 1)];
  const number = operator === null ? null : readNumber(tokens, operator.end);
  const isMoney = operator !== null && readMoney(tokens, operator.end) !== null;
  const noun = number === null || isMoney ? null : readNoun(tokens, number.end);
  if (first === undefined || noun === null) return null;
  const end = noun.value.head.length > 1 ? (number?.end ?? at) + 1 : noun.end;
  return { value: [word(first, 'it'), word(first, 'has'), ...tokens.slice(at + 1, end)], end };
}

/** "without an email": it has none. */
function readWithout(tokens: readonly Token[], at: number): Read<Token[]> | null {
  const [first, noun] = [tokens[at], readNoun(tokens, at + 1)];
  if (first === undefined || noun?.value.literal !== null || noun.value.isPronoun) return null;
  const end = skip(tokens, at + 1, ['a', 'an', 'any', 'the']) + 1;
  const said = ['is', 'missing'].map((norm) => word(first, norm));
  return { value: [...tokens.slice(end - 1, end), ...said], end };
}

/** "over 100 dollars", "for less than $15", "for $1,000 or more". */
function readAmount(tokens: readonly Token[], at: number): Read<Token[]> | null {
  const isFor = ['for', 'of', 'worth'].includes(wordAt(tokens, at));
  const from = isFor ? at + 1 : at;
  const operator = readOperator(tokens, from);
  const place = operator?.end ?? from;
  const value = readMoney(tokens, place) ?? readNumber(tokens, place);
  const isPostfix = value !== null && ['or', 'and'].includes(wordAt(tokens, value.end));
  const isAmount = operator === null || isNumeric(operator.value) || operator.value === 'equals';
  if (value === null || !isAmount || (operator === null && !(isFor && isPostfix))) return null;
  return ofIt(tokens, at, from);
}

/** "a customer in Germany", "from France": the country decides. */
function readCountry(tokens: readonly Token[], at: number): Read<Token[]> | null {
  const from = skip(tokens, at + 1, ['the']);
  const [first, name, next] = [tokens[at], tokens[from], tokens[from + 1]];
  if (first === undefined || name === undefined) return null;
  const end = [2, 1].find(
    (count) =>
      lookUp(
        countries,
        tokens
          .slice(from, from + count)
          .map(({ norm }) => norm)
          .join(' '),
      ) !== null,
  );
  if (end === undefined) return null;
  const said = ['the', 'country', 'is'].map((norm) => word(first, norm));
  const own = [...said, name, ...(end === 2 && next !== undefined ? [next] : [])];
  const or = tokens[from + end];
  const more = or?.norm === 'or' ? readCountry(tokens, from + end) : null;
  if (more === null || or === undefined) return { value: own, end: from + end };
  return { value: [...own, or, ...more.value.slice(said.length)], end: more.end };
}

/** Which of a kind is meant: the words of a test on it, or null: no such words begin here. */
export function readRelative(tokens: readonly Token[], at: number): Read<Token[]> | null {
  switch (wordAt(tokens, at)) {
    case 'whose':
      return readWhose(tokens, at);
    case 'that':
    case 'which':
    case 'who':
      return readThat(tokens, at);
    case 'with':
    case 'having':
    case 'where':
      return readWith(tokens, at, false) ?? readCounted(tokens, at) ?? readAmount(tokens, at + 1);
    case 'without':
      return readWithout(tokens, at);
    case 'of':
      return readWith(tokens, at, true) ?? readAmount(tokens, at);
    case 'in':
    case 'from':
      return readCountry(tokens, at) ?? readAmount(tokens, at);
    default:
      return readAmount(tokens, at);
  }
}
