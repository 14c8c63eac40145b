import { after, lookUp, skip, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';
import { readNumber } from './number';

const NOON = 12 * 60;
/** Who says "at night at 2" has not slept yet. */
export const NIGHT_ENDS = 6 * 60;

const named: Readonly<Record<string, number>> = {
  noon: NOON,
  midday: NOON,
  midnight: 0,
  lunchtime: NOON,
};

/** Parts of a day, with the hour that stands for them when none is said. */
export const partsOfDay: Readonly<Record<string, number>> = {
  morning: 9 * 60,
  afternoon: 15 * 60,
  evening: 18 * 60,
  night: 21 * 60,
};

/** "9:30", "5pm", "noon", "half past nine", "nine in the evening": the minute of the day. */
export const readClock: Reader<number> = (tokens, at) => {
  const special = lookUp(named, wordAt(tokens, at)) ?? twelve(tokens, at);
  if (special !== null) {
    return {
      value: special,
      end: wordAt(tokens, at) === 'twelve' || tokens[at]?.kind === 'number' ? at + 2 : at + 1,
    };
  }
  const plain = readDial(tokens, at);
  return plain === null ? null : readHalf(tokens, plain);
};

/** "12 noon", "twelve midnight". */
function twelve(tokens: readonly Token[], at: number): number | null {
  if (readNumber(tokens, at)?.value !== 12) return null;
  return lookUp(named, wordAt(tokens, at + 1));
}

/** Hours and minutes as the hands show them. */
function readDial(tokens: readonly Token[], at: number): Read<number> | null {
  const token = tokens[at];
  if (token?.kind === 'clock' && token.value !== null) {
    return token.value < 24 * 60 ? { value: token.value, end: at + 1 } : null;
  }
  const half = readRelative(tokens, at);
  if (half !== null) return half;
  const number = readNumber(tokens, at);
  if (number === null || !Number.isInteger(number.value) || number.value > 23) return null;
  const minutes = readNumber(tokens, number.end);
  const isSpelt =
    tokens[at]?.kind === 'word' && minutes !== null && minutes.value >= 5 && minutes.value < 60;
  const end = isSpelt ? minutes.end : number.end;
  return {
    value: number.value * 60 + (isSpelt ? minutes.value : 0),
    end: afterOClock(tokens, end),
  };
}

function afterOClock(tokens: readonly Token[], at: number): number {
  if (['oclock', 'hours', 'h'].includes(wordAt(tokens, at))) return at + 1;
  return wordAt(tokens, at) === 'o' && wordAt(tokens, at + 2) === 'clock' ? at + 3 : at;
}

const relatives: readonly (readonly [string, number])[] = [
  ['half past', 30],
  ['a quarter past', 15],
  ['quarter past', 15],
  ['a quarter to', -15],
  ['quarter to', -15],
  ['ten past', 10],
  ['ten to', -10],
  ['twenty past', 20],
  ['twenty to', -20],
];

function readRelative(tokens: readonly Token[], at: number): Read<number> | null {
  for (const [words, minutes] of relatives) {
    const end = after(tokens, at, words);
    const hour = end === -1 ? null : readNumber(tokens, end);
    if (hour !== null && hour.value <= 23)
      return { value: hour.value * 60 + minutes, end: hour.end };
  }
  return null;
}

/** "am", "pm" or "in the evening" behind the hands. */
function readHalf(tokens: readonly Token[], { value, end }: Read<number>): Read<number> {
  const word = wordAt(tokens, end);
  if (word === 'am') return { value: value % NOON, end: end + 1 };
  if (word === 'pm') return { value: (value % NOON) + NOON, end: end + 1 };
  if (!['in', 'at'].includes(word)) return { value, end };
  const place = skip(tokens, end + 1, ['the']);
  const part = wordAt(tokens, place);
  if (part === 'morning') return { value: value % NOON, end: place + 1 };
  // "2 at night" is no afternoon.
  const isLate =
    part === 'afternoon' || part === 'evening' || (part === 'night' && value >= NIGHT_ENDS);
  return isLate ? { value: (value % NOON) + NOON, end: place + 1 } : { value, end };
}
