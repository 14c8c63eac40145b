import { skip, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';
import { monthOf } from './calendar';
import { readClock } from './clock';
import { readNumber, readOrdinal } from './number';

const two = (value: number) => String(value).padStart(2, '0');

const readDay = (tokens: readonly Token[], at: number) =>
  readOrdinal(tokens, at) ?? readNumber(tokens, at);

interface DayOfYear {
  month: number;
  day: number;
}

/** "1 January", "the 24th of December", "March 3". */
function readDayAndMonth(tokens: readonly Token[], at: number): Read<DayOfYear> | null {
  const first = monthOf(wordAt(tokens, at));
  if (first !== null) {
    const day = readDay(tokens, skip(tokens, at + 1, ['the']));
    return day === null ? null : { value: { month: first, day: day.value }, end: day.end };
  }
  const day = readDay(tokens, at);
  const place = day === null ? at : skip(tokens, day.end, ['of']);
  const month = day === null ? null : monthOf(wordAt(tokens, place));
  return day === null || month === null
    ? null
    : { value: { month, day: day.value }, end: place + 1 };
}

/**
 * "1 January 2027", "March 3, 2027 at 9am": a day of one year, in ISO 8601; a time of day is read as UTC.
 * A day without its year is none: which one is meant depends on when it is read.
 */
export const readMoment: Reader<string> = (tokens, at) => {
  const from = skip(tokens, at, ['on', 'the', 'day', 'of']);
  const found = readDayAndMonth(tokens, from);
  if (found === null) return null;
  const year = tokens[skip(tokens, found.end, [',', 'in', 'of'])];
  const { month, day } = found.value;
  const isYear = year?.kind === 'number' && year.value !== null && /^20\d\d$/.test(year.text);
  if (!isYear || !Number.isInteger(day) || day < 1 || day > 31) return null;
  const end = skip(tokens, found.end, [',', 'in', 'of']) + 1;
  const date = `${year.text}-${two(month)}-${two(day)}`;
  const clockAt = skip(tokens, end, [',', 'at']);
  const clock = clockAt === end ? null : readClock(tokens, clockAt);
  if (clock === null) return { value: date, end };
  const time = `${two(Math.floor(clock.value / 60))}:${two(clock.value % 60)}:00Z`;
  return { value: `${date}T${time}`, end: clock.end };
};
