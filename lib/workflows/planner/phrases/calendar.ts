import { lookUp, skip, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';

const days: Readonly<Record<string, number>> = {
  sunday: 0,
  sun: 0,
  monday: 1,
  mon: 1,
  tuesday: 2,
  tue: 2,
  tues: 2,
  wednesday: 3,
  wed: 3,
  thursday: 4,
  thu: 4,
  thur: 4,
  thurs: 4,
  friday: 5,
  fri: 5,
  saturday: 6,
  sat: 6,
};

const months: Readonly<Record<string, number>> = {
  january: 1,
  jan: 1,
  february: 2,
  feb: 2,
  march: 3,
  april: 4,
  apr: 4,
  may: 5,
  june: 6,
  jun: 6,
  july: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sep: 9,
  sept: 9,
  october: 10,
  oct: 10,
  november: 11,
  nov: 11,
  december: 12,
  dec: 12,
};

const workingDays = [1, 2, 3, 4, 5];

export const monthOf = (word: string) => lookUp(months, word);

/** "Monday", "Mondays": the day of the week, from Sunday. */
export function dayOf(word: string): number | null {
  return lookUp(days, word) ?? (word.endsWith('s') ? lookUp(days, word.slice(0, -1)) : null);
}

/** "weekday", "working day", "weekend", "Monday and Thursday", "Monday to Friday", "Mon-Fri". */
export const readDays: Reader<number[]> = (tokens, at) => {
  const group = readGroup(tokens, at);
  if (group !== null) return group;
  const first = readDayOrRange(tokens, at);
  if (first === null) return null;
  const value = [...first.value];
  let { end } = first;
  for (;;) {
    const place = skip(tokens, end, [',', 'and', '&', '+', 'or', 'on', 'every', 'each', '/']);
    const next = place === end ? null : readDayOrRange(tokens, place);
    if (next === null) return { value, end };
    value.push(...next.value);
    ({ end } = next);
  }
};

function readGroup(tokens: readonly Token[], at: number): Read<number[]> | null {
  const word = wordAt(tokens, at);
  if (word === 'weekday' || word === 'weekdays' || word === 'workday' || word === 'workdays') {
    return { value: workingDays, end: at + 1 };
  }
  if (word === 'weekend' || word === 'weekends') return { value: [0, 6], end: at + 1 };
  const isWork = ['work', 'working', 'business', 'week'].includes(word);
  const isDay = ['day', 'days'].includes(wordAt(tokens, at + 1));
  return isWork && isDay ? { value: workingDays, end: at + 2 } : null;
}

function readDayOrRange(tokens: readonly Token[], at: number): Read<number[]> | null {
  const from = dayOf(wordAt(tokens, at));
  if (from === null) return null;
  const place = skip(tokens, at + 1, ['to', 'through', 'until', '–', '-']);
  // "Mon-Fri": a hyphen between letters is no token, so the days stand side by side.
  const to = dayOf(wordAt(tokens, place));
  if (to === null) return { value: [from], end: at + 1 };
  const length = ((to - from + 7) % 7) + 1;
  const value = Array.from({ length }, (_, index) => (from + index) % 7);
  return { value, end: place + 1 };
}
