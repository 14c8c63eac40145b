import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from './usage';

const event = fc.record({
  timestamp: fc.integer({ min: 1, max: 50 }),
  _value: fc.integer({ min: -1000, max: 1000 }).map((cents) => String(cents / 100)),
});

describe('usage', () => {
  it('is the sum of the values to the last place, in any order', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const cents = events.reduce((sum, { _value }) => sum + Math.round(Number(_value) * 100), 0);
        expect(Number(aggregate('sum', events))).toBe(cents / 100);
        expect(aggregate('sum', [...events].reverse())).toBe(aggregate('sum', events));
      }),
    );
    expect(aggregate('sum', [])).toBe('0');
  });

  it('is the number of events, whatever their values', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(aggregate('count', events)).toBe(String(events.length));
      }),
    );
  });

  it('is the value of the latest event, and of those the one that came last', () => {
    const events = [
      { timestamp: 5, _value: '1' },
      { timestamp: 9, _value: '2' },
      { timestamp: 9, _value: '3' },
      { timestamp: 1, _value: '4' },
    ];
    expect(aggregate('last', events)).toBe('3');
    expect(aggregate('last', [])).toBe('0');
  });
});
