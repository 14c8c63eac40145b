export type IntervalUnit = 'day' | 'week' | 'month' | 'year';

/** A price's interval: every `count` of `unit`. */
export interface Interval {
  unit: IntervalUnit;
  count: number;
}

export interface Period {
  /** Unix seconds, inclusive. */
  start: number;
  /** Unix seconds, exclusive. */
  end: number;
}

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/**
 * The `steps`-th boundary after an anchor. Months count from the anchor, not from the boundary
 * before, so the 31st comes back after a short month: 31 Jan, 28 Feb, 31 Mar.
 */
export function boundary(anchor: number, { unit, count }: Interval, steps: number): number {
  const amount = steps * count;
  if (unit === 'day') return anchor + amount * DAY;
  if (unit === 'week') return anchor + amount * 7 * DAY;
  const date = new Date(anchor * 1000);
  const months =
    date.getUTCFullYear() * 12 + date.getUTCMonth() + amount * (unit === 'year' ? 12 : 1);
  const year = Math.floor(months / 12);
  const month = months % 12;
  const day = Math.min(date.getUTCDate(), daysIn(year, month));
  const midnight = Date.UTC(year, month, day) / 1000;
  return midnight + (((anchor % DAY) + DAY) % DAY);
}

/** The period that `at` falls into, counted from an anchor (which may lie after it). */
export function periodAt(anchor: number, interval: Interval, at: number): Period {
  let steps = Math.floor((at - anchor) / approximateSeconds(interval));
  while (boundary(anchor, interval, steps) > at) steps -= 1;
  while (boundary(anchor, interval, steps + 1) <= at) steps += 1;
  return { start: boundary(anchor, interval, steps), end: boundary(anchor, interval, steps + 1) };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function approximateSeconds({ unit, count }: Interval): number {
  return { day: 1, week: 7, month: 30, year: 365 }[unit] * DAY * count;
}
