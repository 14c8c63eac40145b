import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentsOf } from './moments';
import { nextMoments, pastMoments } from './timetable';

const at = (text: string) => new Date(text);
const daily = { cron: '0 9 * * *', timezone: 'UTC' };

describe('nextMoments', () => {
  it('keeps to the clock of its time zone when that is moved', () => {
    const berlin = { cron: '0 9 * * *', timezone: 'Europe/Berlin' };
    expect(nextMoments(berlin, at('2026-03-27T12:00:00Z'), 3)).toEqual([
      at('2026-03-28T08:00:00Z'),
      at('2026-03-29T07:00:00Z'),
      at('2026-03-30T07:00:00Z'),
    ]);
  });

  it('takes UTC where no time zone is named, whatever the machine’s is', () => {
    const [first] = nextMoments({ ...daily, timezone: '' }, at('2026-01-01T00:00:00Z'), 1);
    expect(first).toEqual(at('2026-01-01T09:00:00Z'));
  });

  it('begins with what the scheduler would start next', () => {
    const cron = fc.constantFrom('* * * * *', '*/7 * * * *', '30 2 * * 0', '0 0 31 * *');
    const timezone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
    const now = fc.date({ min: at('2026-01-01'), max: at('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(cron, timezone, now, (expression, zone, moment) => {
        const timing = { cron: expression, timezone: zone };
        const moments = nextMoments(timing, moment, 3);
        expect(moments[0]).toEqual(momentsOf(timing, moment, moment).next);
        expect(moments).toEqual(moments.toSorted((a, b) => a.getTime() - b.getTime()));
      }),
    );
  });
});

describe('pastMoments', () => {
  const now = at('2026-01-05T12:00:00Z');
  const run = (day: number) => ({ id: `run-${day}`, scheduledAt: at(`2026-01-0${day}T09:00:00Z`) });
  const armed = { from: at('2026-01-03T00:00:00Z'), nextAt: at('2026-01-06T09:00:00Z') };

  it('tells what ran from what was missed, and nothing of the time before it was active', () => {
    const moments = pastMoments(daily, { ...armed, runs: [run(5), run(3)] }, now, 5);
    expect(moments.map(({ state, runId }) => [state, runId])).toEqual([
      ['ran', 'run-5'],
      ['missed', null],
      ['ran', 'run-3'],
    ]);
  });

  it('calls the latest due while the scheduler has not been here since, and those before it missed', () => {
    for (const nextAt of [null, at('2026-01-04T09:00:00Z'), at('2026-01-05T09:00:00Z')]) {
      const moments = pastMoments(daily, { ...armed, nextAt, runs: [run(3)] }, now, 5);
      expect(moments.map(({ state }) => state)).toEqual(['due', 'missed', 'ran']);
    }
  });

  it('counts a moment from that very moment on', () => {
    const nine = at('2026-01-05T09:00:00Z');
    const before = new Date(nine.getTime() - 1);
    const first = (time: Date) => pastMoments(daily, { ...armed, runs: [] }, time, 1)[0]?.at;
    expect([first(before), first(nine)]).toEqual([at('2026-01-04T09:00:00Z'), nine]);
  });
});
