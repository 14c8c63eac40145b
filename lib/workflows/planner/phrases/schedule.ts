import {
  adverbOf,
  readAdverb,
  readEvery,
  readOfMonth,
  readTimesPer,
  type Piece,
} from './schedule-pieces';
import { vocabulary } from '../text/vocabulary';
import { after, lookUp, markAt, skip, wordAt, type Read, type Reader } from '../text/read';
import type { Token } from '../text/tokens';
import { monthOf, readDays } from './calendar';
import { partsOfDay, readClock } from './clock';
import type { Recurrence } from './cron';
import { readNumber, readOrdinal } from './number';
import { readZone } from './zone';

/** "monthly on the 3rd", "each month on the 15th": the month was said before. */
function readBareDate(tokens: readonly Token[], at: number): Read<Piece> | null {
  const place = skip(tokens, at, ['on', 'the']);
  if (place === at || wordAt(tokens, place - 1) !== 'the') return null;
  const first = readOrdinal(tokens, place);
  if (first === null) return null;
  const daysOfMonth = [String(first.value)];
  let { end } = first;
  for (;;) {
    const next = skip(tokens, end, [',', 'and', 'the']);
    const ordinal = next === end ? null : readOrdinal(tokens, next);
    if (ordinal === null) return { value: { daysOfMonth }, end };
    daysOfMonth.push(String(ordinal.value));
    ({ end } = ordinal);
  }
}

/** "on January 1st", "on 24 December". */
function readDate(tokens: readonly Token[], at: number): Read<Piece> | null {
  const place = skip(tokens, at, ['on', 'the']);
  const number = (from: number) => readOrdinal(tokens, from) ?? readNumber(tokens, from);
  const first = monthOf(wordAt(tokens, place));
  const behind = first === null ? null : number(place + 1);
  if (first !== null && behind !== null) {
    return { value: { months: [first], daysOfMonth: [String(behind.value)] }, end: behind.end };
  }
  const day = number(place);
  const month = day === null ? null : monthOf(wordAt(tokens, skip(tokens, day.end, ['of'])));
  if (day === null || month === null) return null;
  return {
    value: { months: [month], daysOfMonth: [String(day.value)] },
    end: skip(tokens, day.end, ['of']) + 1,
  };
}

/** "at 9", "at 9 and 17", "5pm", "in the morning". */
const readTimes: Reader<Piece> = (tokens, at) => {
  const place = skip(
    tokens,
    at,
    vocabulary(`
  at, by, around, about, @, exactly, precisely, sharp
`),
  );
  const isSure =
    place > at ||
    tokens[at]?.kind === 'clock' ||
    ['noon', 'midnight', 'midday'].includes(wordAt(tokens, at));
  const part =
    after(tokens, at, 'in the') === -1 ? null : lookUp(partsOfDay, wordAt(tokens, at + 2));
  if (part !== null) return { value: { part }, end: at + 3 };
  const first = isSure ? readClock(tokens, place) : null;
  if (first === null) return null;
  const times = [first.value];
  let { end } = first;
  for (;;) {
    const next = skip(tokens, end, [',', 'and', 'at', '&']);
    const time = next === end || markAt(tokens, next) !== '' ? null : readClock(tokens, next);
    if (time === null || ['times', 'percent'].includes(wordAt(tokens, time.end))) break;
    times.push(time.value);
    ({ end } = time);
  }
  return { value: { times }, end: skip(tokens, end, ['sharp']) };
};

/** "Monday morning": the days were said before. */
const readPartOfDay: Reader<Piece> = (tokens, at) => {
  const minute = lookUp(partsOfDay, wordAt(tokens, at));
  return minute === null ? null : { value: { part: minute }, end: at + 1 };
};

/** "from 9 to 17", "between 9am and 5pm". */
const readHours: Reader<Piece> = (tokens, at) => {
  if (!['from', 'between'].includes(wordAt(tokens, at))) return null;
  const from = readClock(tokens, at + 1);
  const to =
    from === null
      ? null
      : readClock(tokens, skip(tokens, from.end, ['to', 'and', 'until', 'till', '-', '–']));
  if (from === null || to === null) return null;
  const [first, last] = [Math.floor(from.value / 60), Math.floor(to.value / 60)];
  // "from 9 to 5" is a working day.
  return { value: { hours: [first, last <= first ? last + 12 : last] }, end: to.end };
};

const zonePiece: Reader<Piece> = (tokens, at) => {
  const zone = readZone(tokens, at);
  return zone === null ? null : { value: { zone: zone.value }, end: zone.end };
};

/** What says when again; it makes a schedule. */
const recurrent: readonly Reader<Piece>[] = [readTimesPer, readEvery, readOfMonth, readAdverb];

/** "once a week on Wednesday": the week was said before. */
const readOnDays: Reader<Piece> = (tokens, at) => {
  if (wordAt(tokens, at) !== 'on') return null;
  const days = readDays(tokens, at + 1);
  return days === null ? null : { value: { daysOfWeek: days.value }, end: days.end };
};

/** What says more about a schedule; alone it is none. */
const further: readonly Reader<Piece>[] = [
  readPartOfDay,
  readDate,
  readHours,
  readTimes,
  zonePiece,
  readBareDate,
  readOnDays,
];

function readPiece(tokens: readonly Token[], at: number, readers: readonly Reader<Piece>[]) {
  for (const reader of readers) {
    const piece = reader(tokens, at);
    if (piece !== null && piece.end > at) return piece;
  }
  return null;
}

const nothing: Recurrence = {
  every: null,
  daysOfWeek: [],
  daysOfMonth: [],
  months: [],
  nth: null,
  times: [],
  part: null,
  hours: null,
  zone: null,
};

function merge(all: Recurrence, piece: Piece): Recurrence {
  return {
    every: piece.every ?? all.every,
    daysOfWeek: [...all.daysOfWeek, ...(piece.daysOfWeek ?? [])],
    daysOfMonth: [...all.daysOfMonth, ...(piece.daysOfMonth ?? [])],
    months: [...all.months, ...(piece.months ?? [])],
    nth: piece.nth ?? all.nth,
    times: piece.times ?? all.times,
    part: piece.part ?? all.part,
    hours: piece.hours ?? all.hours,
    zone: piece.zone ?? all.zone,
  };
}

function readPieces(tokens: readonly Token[], at: number, isOpen: boolean) {
  let value = nothing;
  let end = at;
  let isRecurrent = isOpen;
  for (;;) {
    const place = end === at ? end : skip(tokens, end, [',', 'and', 'starting']);
    const piece = readPiece(
      tokens,
      place,
      isRecurrent && end > at ? [...further, ...recurrent] : [...recurrent, ...further],
    );
    if (piece === null) return end > at ? { value, end, isRecurrent } : null;
    value = merge(value, piece.value);
    isRecurrent ||= piece.value.isRecurrent === true;
    ({ end } = piece);
  }
}

/** "every weekday at 9", "at noon on the first of each month, Berlin time", "twice a day". */
export const readSchedule: Reader<Recurrence> = (tokens, at) => {
  const found = readPieces(tokens, at, false);
  if (found === null) return null;
  const isYearly = found.value.months.length > 0 && found.value.every !== null;
  return found.isRecurrent || isYearly ? { value: found.value, end: found.end } : null;
};

/** "send a weekly report": the only word that says when, or null. */
export function readAdjective(tokens: readonly Token[], at: number): Recurrence | null {
  const isLed = ['a', 'an', 'the', 'our', 'my'].includes(wordAt(tokens, at - 1));
  const piece = isLed ? adverbOf(wordAt(tokens, at)) : null;
  return piece === null ? null : merge(nothing, piece);
}

/** "at 9", "Berlin time": what may be said later of a schedule that lacks it. */
export const readScheduleRest: Reader<Recurrence> = (tokens, at) => readPieces(tokens, at, true);

/** One schedule with what was said of it later. */
export function completeSchedule(said: Recurrence, later: Recurrence): Recurrence {
  return merge(said, { ...later, times: later.times.length > 0 ? later.times : said.times });
}
