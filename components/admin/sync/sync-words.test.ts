import { describe, expect, it } from 'vitest';
import type { SyncHealth } from '@/lib/admin/sync';
import { changesIn, formatSeconds, toCountWords, toInline, verdictOf } from './sync-words';

const fine: SyncHealth = {
  events: { waiting: 0, failed: 0, oldest_waiting_at: null },
  dead: 0,
  last_event_at: null,
  lag_seconds: 1,
  outbox: { waiting: 0, dead: 0 },
  drift: { found: 3, open: 0 },
  runs: {},
};

describe('the state of the sync in words', () => {
  it.each([
    [{}, 'go'],
    [{ outbox: { waiting: 1, dead: 0 } }, 'standby'],
    [{ events: { ...fine.events, failed: 1 } }, 'standby'],
    [{ dead: 1, events: { ...fine.events, failed: 1 } }, 'risk'],
    [{ outbox: { waiting: 0, dead: 1 } }, 'risk'],
  ])('%o is %s', (change, tone) => {
    expect(verdictOf({ ...fine, ...change }).tone).toBe(tone);
  });

  it('says durations and counts as people do', () => {
    expect([1, 119, 600, 86_400, null].map(formatSeconds)).toEqual([
      '1 s',
      '119 s',
      '10 min',
      '24 h',
      '–',
    ]);
    expect(toCountWords({ known: 3, newlySeen: 1, began: 1795201614, by_type: {} })).toBe(
      '3 known, 1 newly seen',
    );
    expect(toCountWords(null)).toBe('');
  });
});

describe('what an event changed', () => {
  it('is what it says of before, beside now', () => {
    const data = { object: { status: 'active', items: [] }, previous_attributes: { status: 'x' } };
    expect(changesIn({ data })).toEqual([{ field: 'status', before: 'x', now: 'active' }]);
  });

  it.each([null, 'text', {}, { data: null }, { data: { object: {} } }])(
    'is nothing when it says nothing: %o',
    (payload) => {
      expect(changesIn(payload)).toEqual([]);
    },
  );

  it('stands in one line', () => {
    expect(toInline({ a: 1 })).toBe('{"a":1}');
    expect(toInline(undefined)).toBe('nothing');
    expect(toInline('x'.repeat(500))).toHaveLength(121);
  });
});
