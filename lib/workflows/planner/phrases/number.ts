import { lookUp, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';

const units: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  k: 1000,
  million: 1_000_000,
  dozen: 12,
};

const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
};

/** "15", "1,000.50", "1.5k", "twenty five", "two hundred and ten", "a dozen", "a couple of". */
export const readNumber: Reader<number> = (tokens, at) => {
  const vague = readVague(tokens, at);
  if (vague !== null) return vague;
  const first = readSmall(tokens, at);
  if (first === null) return null;
  let { value, end } = first;
  for (;;) {
    const scale = lookUp(scales, wordAt(tokens, end));
    if (scale !== null) {
      value *= scale;
      end += 1;
    }
    if (value < 100 || tokens[at]?.kind === 'number') return { value, end };
    const next = readSmall(tokens, wordAt(tokens, end) === 'and' ? end + 1 : end);
    if (next === null || tokens[next.end - 1]?.kind === 'number') return { value, end };
    ({ end } = next);
    value += next.value;
    if (lookUp(scales, wordAt(tokens, end)) === null) return { value, end };
  }
};

function readVague(tokens: readonly Token[], at: number): Read<number> | null {
  if (wordAt(tokens, at) !== 'a') return null;
  const word = wordAt(tokens, at + 1);
  const end = wordAt(tokens, at + 2) === 'of' ? at + 3 : at + 2;
  if (word === 'couple') return { value: 2, end };
  if (word === 'dozen') return { value: 12, end };
  const scale = lookUp(scales, word);
  return scale === null ? null : { value: scale, end: at + 2 };
}

/** Below a hundred in words, or any number in digits. */
function readSmall(tokens: readonly Token[], at: number): Read<number> | null {
  const token = tokens[at];
  if (token?.kind === 'number' && token.value !== null) return { value: token.value, end: at + 1 };
  const word = wordAt(tokens, at);
  const unit = lookUp(units, word);
  if (unit !== null) return { value: unit, end: at + 1 };
  const ten = lookUp(tens, word);
  if (ten === null) return null;
  const rest = lookUp(units, wordAt(tokens, at + 1));
  return rest !== null && rest > 0 && rest < 10
    ? { value: ten + rest, end: at + 2 }
    : { value: ten, end: at + 1 };
}

/** "first", "1st", "twenty-first", "23rd". */
export const readOrdinal: Reader<number> = (tokens, at) => {
  const token = tokens[at];
  const isEnding = ['st', 'nd', 'rd', 'th'].includes(wordAt(tokens, at + 1));
  if (token?.kind === 'number' && token.value !== null && isEnding) {
    return { value: token.value, end: at + 2 };
  }
  const word = wordAt(tokens, at);
  const ten = lookUp(tens, word);
  const unit = lookUp(ordinals, wordAt(tokens, at + 1));
  if (ten !== null && unit !== null && unit < 10) return { value: ten + unit, end: at + 2 };
  const value = lookUp(ordinals, word);
  return value === null ? null : { value, end: at + 1 };
};

const fractions: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4 };

/** "half", "a third", "a quarter": by what to divide. */
export const readFraction: Reader<number> = (tokens, at) => {
  const from = ['a', 'one'].includes(wordAt(tokens, at)) ? at + 1 : at;
  const value = lookUp(fractions, wordAt(tokens, from));
  return value === null ? null : { value, end: from + 1 };
};
