import type { secondsPerUnit } from '../../nodes/wait';
import { after, lookUp, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';
import { readNumber } from './number';

export interface Duration {
  amount: number;
  unit: keyof typeof secondsPerUnit;
}

interface Unit {
  unit: Duration['unit'];
  /** How many of it one is. */
  count: number;
}

const named = (count: number, unit: Duration['unit'], ...words: string[]) =>
  words.map((word): [string, Unit] => [word, { unit, count }]);

/** A month is 30 days and a year 365: a wait has no calendar. */
const units: Readonly<Record<string, Unit>> = Object.fromEntries([
  ...named(1, 'seconds', 'second', 'seconds', 's'),
  ...named(1, 'minutes', 'minute', 'minutes'),
  ...named(1, 'hours', 'hour', 'hours', 'h'),
  ...named(1, 'days', 'day', 'days', 'd'),
  ...named(1, 'weeks', 'week', 'weeks'),
  ...named(2, 'weeks', 'fortnight', 'fortnights'),
  ...named(30, 'days', 'month', 'months'),
  ...named(365, 'days', 'year', 'years'),
]);

const smaller: Readonly<Record<Duration['unit'], readonly [number, Duration['unit']]>> = {
  weeks: [7, 'days'],
  days: [24, 'hours'],
  hours: [60, 'minutes'],
  minutes: [60, 'seconds'],
  seconds: [1, 'seconds'],
};

/** "two days", "48h", "half an hour", "an hour and a half", "1.5 hours", "a couple of weeks". */
export const readDuration: Reader<Duration> = (tokens, at) => {
  const half = after(tokens, at, 'half a') === -1 ? after(tokens, at, 'half an') : at + 2;
  if (half !== -1) return readUnit(tokens, half, 0.5);
  const number = readNumber(tokens, at) ?? readOne(tokens, at);
  if (number === null) return null;
  const isAndHalf = after(tokens, number.end, 'and a half') !== -1;
  if (isAndHalf) return readUnit(tokens, number.end + 3, number.value + 0.5);
  const found = readUnit(tokens, number.end, number.value);
  if (found === null || after(tokens, found.end, 'and a half') === -1) return found;
  return readUnit(tokens, number.end, number.value + 0.5, 3);
};

function readOne(tokens: readonly Token[], at: number): Read<number> | null {
  const isOne = ['a', 'an', 'another', 'one'].includes(wordAt(tokens, at));
  return isOne ? { value: 1, end: at + 1 } : null;
}

function readUnit(
  tokens: readonly Token[],
  at: number,
  amount: number,
  behind = 0,
): Read<Duration> | null {
  // "business days" are told apart by nobody here; "full" and "whole" say nothing.
  const place = ['full', 'whole', 'more'].includes(wordAt(tokens, at)) ? at + 1 : at;
  const found = lookUp(units, wordAt(tokens, place));
  if (found === null) return null;
  return { value: toWhole(amount * found.count, found.unit), end: place + 1 + behind };
}

/** The same time in a unit in which it is a whole number. */
function toWhole(amount: number, unit: Duration['unit']): Duration {
  if (Number.isInteger(amount) || unit === 'seconds') return { amount: Math.round(amount), unit };
  const [factor, next] = smaller[unit];
  return toWhole(amount * factor, next);
}
