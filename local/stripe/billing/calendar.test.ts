import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundary, periodAt, type IntervalUnit } from './calendar';

function utc(text: string): number {
  return Date.parse(`${text}T10:30:00Z`) / 1000;
}

function days(anchor: string, unit: IntervalUnit, steps: number[]): string[] {
  return steps.map((step) =>
    new Date(boundary(utc(anchor), { unit, count: 1 }, step) * 1000).toISOString().slice(0, 10),
  );
}

describe('calendar', () => {
  it('brings the 31st back after a short month', () => {
    expect(days('2026-01-31', 'month', [1, 2, 3, 4])).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
    expect(days('2028-01-31', 'month', [1])).toEqual(['2028-02-29']);
    expect(days('2028-02-29', 'year', [1, 4])).toEqual(['2029-02-28', '2032-02-29']);
  });

  const intervals = fc.record({
    unit: fc.constantFrom<IntervalUnit>('day', 'week', 'month', 'year'),
    count: fc.integer({ min: 1, max: 3 }),
  });
  const seconds = fc.integer({ min: utc('2020-01-01'), max: utc('2040-01-01') });

  it('puts every moment into exactly one period, and periods end where the next begins', () => {
    fc.assert(
      fc.property(seconds, intervals, seconds, (anchor, interval, at) => {
        const period = periodAt(anchor, interval, at);
        expect(period.start).toBeLessThanOrEqual(at);
        expect(period.end).toBeGreaterThan(at);
        expect(periodAt(anchor, interval, period.end).start).toBe(period.end);
      }),
    );
  });

  it('keeps the time of day and never a later day than the anchor has', () => {
    fc.assert(
      fc.property(seconds, fc.integer({ min: 0, max: 60 }), (anchor, steps) => {
        const at = boundary(anchor, { unit: 'month', count: 1 }, steps);
        expect(at % 86_400).toBe(anchor % 86_400);
        const day = (second: number) => new Date(second * 1000).getUTCDate();
        expect(day(at)).toBeLessThanOrEqual(day(anchor));
      }),
    );
  });
});
