import { vocabulary } from '../text/vocabulary';
import { after, afterAny, lookUp, skip, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';
import { dayOf, monthOf, readDays } from './calendar';
import { partsOfDay } from './clock';
import type { Recurrence } from './cron';
import { readNumber, readOrdinal } from './number';

/** A piece of a schedule; several make one. */
export type Piece = Partial<Recurrence> & { isRecurrent?: true };

type Unit = NonNullable<Recurrence['every']>['unit'];

const every = (count: number, unit: Unit): Piece => ({
  every: { count, unit },
  isRecurrent: true,
});

const adverbs: Readonly<Record<string, Piece>> = {
  hourly: every(1, 'hour'),
  daily: every(1, 'day'),
  everyday: every(1, 'day'),
  nightly: { ...every(1, 'day'), part: 0 },
  weekly: every(1, 'week'),
  biweekly: every(2, 'week'),
  fortnightly: every(2, 'week'),
  monthly: every(1, 'month'),
  quarterly: every(3, 'month'),
  yearly: every(1, 'year'),
  annually: every(1, 'year'),
  mornings: { ...every(1, 'day'), part: partsOfDay.morning ?? null },
};

const units: Readonly<Record<string, readonly [number, Unit]>> = {
  minute: [1, 'minute'],
  minutes: [1, 'minute'],
  hour: [1, 'hour'],
  hours: [1, 'hour'],
  h: [1, 'hour'],
  day: [1, 'day'],
  days: [1, 'day'],
  week: [1, 'week'],
  weeks: [1, 'week'],
  fortnight: [2, 'week'],
  month: [1, 'month'],
  months: [1, 'month'],
  quarter: [3, 'month'],
  quarters: [3, 'month'],
  year: [1, 'year'],
  years: [1, 'year'],
};

/** "every 15 minutes", "every other day", "each Monday and Thursday", "every half hour". */
export const readEvery: Reader<Piece> = (tokens, at) => {
  const begin = afterAny(
    tokens,
    at,
    vocabulary(`
  once every, once each, once a, once per, every single, every, each, per, all
`),
  );
  if (begin === -1) return null;
  const half = afterAny(tokens, begin, ['half an hour', 'half hour', 'half-hour']);
  if (half !== -1) return { value: every(30, 'minute'), end: half };
  const quarter = afterAny(tokens, begin, ['quarter of an hour', 'quarter hour', 'quarter-hour']);
  if (quarter !== -1) return { value: every(15, 'minute'), end: quarter };
  const days = readDays(tokens, begin);
  if (days !== null) return { value: { daysOfWeek: days.value, isRecurrent: true }, end: days.end };
  return readPart(tokens, begin) ?? readCount(tokens, begin);
};

/** "morning", "Monday morning". */
function readPart(tokens: readonly Token[], at: number): Read<Piece> | null {
  const day = every(1, 'day');
  const part = lookUp(partsOfDay, wordAt(tokens, at));
  if (part !== null) return { value: { ...day, part }, end: at + 1 };
  const minute = lookUp({ noon: 720, midday: 720, midnight: 0 }, wordAt(tokens, at));
  return minute === null ? null : { value: { ...day, times: [minute] }, end: at + 1 };
}

function readCount(tokens: readonly Token[], at: number): Read<Piece> | null {
  const isOther = wordAt(tokens, at) === 'other';
  const number = isOther
    ? { value: 2, end: at + 1 }
    : (readNumber(tokens, at) ?? readOrdinal(tokens, at));
  const place = number?.end ?? at;
  const count = number?.value ?? 1;
  const days = number === null || !Number.isInteger(count) ? null : readDays(tokens, place);
  if (isOther && days !== null) {
    return { value: { ...every(2, 'week'), daysOfWeek: days.value }, end: days.end };
  }
  const nth = readOrdinal(tokens, at);
  const isOfMonth = nth !== null && afterMonth(tokens, days?.end ?? nth.end) !== -1;
  if (nth !== null && isOfMonth) return readOfMonth(tokens, at);
  const month = monthOf(wordAt(tokens, place));
  if (month !== null && number === null) {
    const day = readOrdinal(tokens, place + 1) ?? readNumber(tokens, place + 1);
    const value = { ...every(1, 'year'), months: [month] };
    return day === null
      ? { value, end: place + 1 }
      : { value: { ...value, daysOfMonth: [String(day.value)] }, end: day.end };
  }
  const unit = lookUp(units, wordAt(tokens, place));
  if (unit === null || count < 1 || !Number.isInteger(count)) return null;
  return { value: every(count * unit[0], unit[1]), end: place + 1 };
}

/** "of each month", "of the month", "every month", "monthly". */
function afterMonth(tokens: readonly Token[], at: number): number {
  const place = skip(
    tokens,
    at,
    vocabulary(`
  day, of, in, each, every, the, a, calendar, per
`),
  );
  if (place === at) return wordAt(tokens, at) === 'monthly' ? at + 1 : -1;
  return wordAt(tokens, place) === 'month' || wordAt(tokens, place) === 'months' ? place + 1 : -1;
}

/** "(on) the first and 15th of each month", "the last day of the month", "the first Monday of every month". */
export function readOfMonth(tokens: readonly Token[], at: number): Read<Piece> | null {
  let place = skip(tokens, at, ['on', 'the', 'at', 'day']);
  const daysOfMonth: string[] = [];
  for (;;) {
    const isLast = ['last', 'end'].includes(wordAt(tokens, place));
    const isStart = ['start', 'beginning'].includes(wordAt(tokens, place));
    const ordinal =
      isLast || isStart
        ? null
        : (readOrdinal(tokens, place) ??
          (wordAt(tokens, place - 1) === 'day' ? readNumber(tokens, place) : null));
    if (!isLast && !isStart && ordinal === null) return null;
    daysOfMonth.push(isLast ? 'L' : isStart ? '1' : String(ordinal?.value));
    place = skip(tokens, ordinal?.end ?? place + 1, ['day']);
    const next = skip(tokens, place, [',', 'and', 'on', 'the']);
    const isMore =
      next > place && (readOrdinal(tokens, next) !== null || wordAt(tokens, next) === 'last');
    if (!isMore) break;
    place = next;
  }
  const weekday = readDays(tokens, place);
  const end = afterMonth(tokens, weekday?.end ?? place);
  // "on the 1st and 15th at 6": no date of one month only.
  const isSeveral =
    daysOfMonth.length > 1 && weekday === null && monthOf(wordAt(tokens, place)) === null;
  if (end === -1)
    return isSeveral ? { value: { ...every(1, 'month'), daysOfMonth }, end: place } : null;
  const value: Piece = { ...every(1, 'month') };
  if (weekday === null) return { value: { ...value, daysOfMonth }, end };
  return { value: { ...value, daysOfWeek: weekday.value, nth: daysOfMonth[0] ?? null }, end };
}

const severalTimes: Readonly<Record<number, readonly number[]>> = {
  1: [540],
  2: [540, 1020],
  3: [540, 780, 1020],
  4: [0, 360, 720, 1080],
};

/** "twice a day", "three times an hour", "once a week". */
export const readTimesPer: Reader<Piece> = (tokens, at) => {
  const words: Readonly<Record<string, number>> = { once: 1, twice: 2 };
  const named = lookUp(words, wordAt(tokens, at));
  const number = named === null ? readNumber(tokens, at) : { value: named, end: at + 1 };
  if (number === null) return null;
  const place = named === null ? after(tokens, number.end, 'times') : number.end;
  if (place === -1) return null;
  const unitAt = skip(tokens, place, ['a', 'an', 'per', 'each', 'every']);
  const word = wordAt(tokens, unitAt);
  const unit = lookUp(units, word)?.[1] ?? lookUp({ daily: 'day', hourly: 'hour' } as const, word);
  if (unit === 'hour') return { value: every(60 / number.value, 'minute'), end: unitAt + 1 };
  if (unit === 'month' && number.value === 2)
    return { value: { ...every(1, 'month'), daysOfMonth: ['1', '15'] }, end: unitAt + 1 };
  const times = unit === 'day' ? severalTimes[number.value] : undefined;
  if (times === undefined) return null;
  return { value: { ...every(1, 'day'), times: [...times] }, end: unitAt + 1 };
};

/** "daily", "monthly": what it says wherever it stands, or null. */
export const adverbOf = (word: string): Piece | null => lookUp(adverbs, word);

/** "tue + fri 17:20": at the very beginning, with a time, days come again and again. */
const isTimeBehind = (tokens: readonly Token[], at: number) =>
  tokens[skip(tokens, at, [',', 'at'])]?.kind === 'clock' || wordAt(tokens, at) === 'at';

export const readAdverb: Reader<Piece> = (tokens, at) => {
  const basis = afterAny(tokens, at, ['on a', 'on an']);
  const isBasis = basis !== -1 && wordAt(tokens, basis + 1) === 'basis';
  const adverb = lookUp(adverbs, wordAt(tokens, isBasis ? basis : at));
  if (adverb !== null && isBasis) return { value: adverb, end: basis + 2 };
  // "the weekly report" says what kind of report it is.
  const isAdjective = ['a', 'an', 'the', 'our', 'my', 'your', 'their'].includes(
    wordAt(tokens, at - 1),
  );
  if (adverb !== null && !isAdjective) return { value: adverb, end: at + 1 };
  const place = skip(tokens, at, ['on', 'the', 'during']);
  const word = wordAt(tokens, place);
  const days = readDays(tokens, place);
  // One Monday is a date; Mondays come again and again.
  const isPlural = word.endsWith('s') && dayOf(word) !== null;
  const isRange = (days?.value.length ?? 0) > 2 || /^week|^work|^business/.test(word);
  const isNoted = days !== null && at === 0 && isTimeBehind(tokens, days.end);
  if (days === null || !(isPlural || isRange || isNoted)) return null;
  return { value: { daysOfWeek: days.value, isRecurrent: true }, end: days.end };
};
