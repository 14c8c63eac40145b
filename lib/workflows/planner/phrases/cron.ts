import { NIGHT_ENDS, partsOfDay } from './clock';

/** When a workflow starts again and again, as far as the words said it. */
export interface Recurrence {
  /** "every 15 minutes": how many of what. */
  every: { count: number; unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year' } | null;
  daysOfWeek: number[];
  /** 1 to 31, or L for the last. */
  daysOfMonth: string[];
  months: number[];
  /** The first Monday: 1. The last: L. */
  nth: string | null;
  /** Minutes of the day. */
  times: number[];
  /** "in the morning": the hour that stands for a part of the day, where none is said. */
  part: number | null;
  /** "from 9 to 17", in hours. */
  hours: [number, number] | null;
  zone: string | null;
}

export interface Schedule {
  /** Five fields, or empty: no cron expression says this. */
  cron: string;
  /** What a cron expression cannot say, or what was taken for granted. */
  notes: string[];
}

/** A workflow that runs on a day without a time runs when people begin to work. */
const DEFAULT_MINUTE = 9 * 60;

/** Writes what was said as a cron expression. */
export function toSchedule(said: Recurrence): Schedule {
  const { every } = said;
  const isOften = every?.unit === 'minute' || every?.unit === 'hour';
  return isOften ? withinDay(said, every) : byDay(said);
}

function withinDay(said: Recurrence, every: NonNullable<Recurrence['every']>): Schedule {
  const { count, unit } = every;
  const isUneven = unit === 'minute' ? count > 59 || 60 % count !== 0 : 24 % count !== 0;
  if (unit === 'minute' && count > 59 && count % 60 === 0) {
    return withinDay(said, { count: count / 60, unit: 'hour' });
  }
  const hours = said.hours === null ? '*' : `${said.hours[0]}-${said.hours[1]}`;
  const step = count === 1 ? '' : `/${count}`;
  const minute = (said.times[0] ?? 0) % 60;
  const time = unit === 'minute' ? `*${step} ${hours}` : `${minute} ${hours}${step}`;
  const notes = isUneven
    ? [
        `A schedule counts within the ${unit === 'minute' ? 'hour' : 'day'}, so not every gap is ${count} ${unit}s`,
      ]
    : [];
  return { cron: `${time} ${dates(said)}`, notes };
}

function byDay(said: Recurrence): Schedule {
  const notes: string[] = [];
  const times = timesOf(said);
  if (said.times.length === 0 && said.part === null)
    notes.push('No time of day was said: it starts at 9:00');
  const [first = DEFAULT_MINUTE] = times;
  const minute = first % 60;
  const together = times.filter((time) => time % 60 === minute);
  if (together.length < times.length) {
    notes.push("One schedule has one minute: only the times with the first one's minute are kept");
  }
  const hours = [...new Set(together.map((time) => Math.floor(time / 60)))].sort((a, b) => a - b);
  const { every } = said;
  if (every?.unit === 'week' && every.count > 1) {
    notes.push(`A schedule cannot leave out weeks: it starts every week, not every ${every.count}`);
  }
  return { cron: `${minute} ${hours.join(',')} ${dates(said)}`, notes };
}

const HALF_DAY = 12 * 60;

function timesOf({ times, part }: Recurrence): number[] {
  if (times.length === 0) return [part ?? DEFAULT_MINUTE];
  return part === null ? times : times.map((time) => inPart(time, part));
}

/** "every evening at 8" is at 20:00; the hand knows better than the part of the day. */
function inPart(time: number, part: number): number {
  const isNight = part === partsOfDay.night;
  if (part <= HALF_DAY || time > HALF_DAY || (isNight && time < NIGHT_ENDS)) return time;
  if (time === HALF_DAY) return isNight ? 0 : time;
  return time + HALF_DAY;
}

/** Day of month, month, day of week. */
function dates(said: Recurrence): string {
  const { every, nth } = said;
  const days = [...new Set(said.daysOfWeek)].sort((a, b) => a - b);
  const weekdays =
    days.length === 0
      ? null
      : nth === null
        ? ranges(days)
        : days.map((day) => `${day}#${nth}`).join(',');
  const isMonthly = every?.unit === 'month' || every?.unit === 'year';
  const onDays = said.daysOfMonth.length > 0 ? [...new Set(said.daysOfMonth)].join(',') : null;
  const isEveryFew = every?.unit === 'day' && every.count > 1;
  const dayOfMonth =
    onDays ?? (isEveryFew ? `*/${every.count}` : isMonthly && weekdays === null ? '1' : '*');
  const everyMonths = every?.unit === 'month' && every.count > 1 ? `*/${every.count}` : null;
  const month =
    said.months.length > 0
      ? said.months.join(',')
      : (everyMonths ?? (every?.unit === 'year' ? '1' : '*'));
  // A week that names no day begins on Monday.
  const isWeekly = every?.unit === 'week' && onDays === null;
  return `${dayOfMonth} ${month} ${weekdays ?? (isWeekly ? '1' : '*')}`;
}

/** 1,2,3,4,5 -> 1-5; 0,6 stays as it is. */
function ranges(sorted: readonly number[]): string {
  const [first = 0, ...rest] = sorted;
  const isRun = rest.length >= 2 && rest.every((day, index) => day === first + index + 1);
  return isRun ? `${first}-${first + rest.length}` : sorted.join(',');
}
