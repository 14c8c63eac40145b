import { describe, expect, it } from 'vitest';
import type { Run } from '@/lib/workflows/runner/schema';
import { formatDuration, refreshEveryMs } from './run-words';

it.each([
  [0, '0 ms'],
  [380, '380 ms'],
  [4249, '4.2 s'],
  [61_000, '1 min 1 s'],
  [120_000, '2 min'],
  [3_600_000 + 5 * 60_000, '1 h 5 min'],
  [2 * 86_400_000 + 3 * 3_600_000 + 59_000, '2 d 3 h'],
])('%i milliseconds read %s', (durationMs, words) => {
  expect(formatDuration(durationMs)).toBe(words);
});

describe('how often a page looks after a run', () => {
  const now = Date.parse('2026-01-05T10:00:00Z');
  const waitUntil = (dueAt: string): Run['steps'][number] => ({
    key: 'pause',
    nodeId: 'pause',
    type: 'wait',
    position: 0,
    status: 'waiting',
    attempts: 1,
    input: null,
    output: null,
    error: null,
    logs: [],
    startedAt: '2026-01-05T10:00:00Z',
    finishedAt: null,
    durationMs: null,
    dueAt,
  });

  it('is every second while it is queued or runs, and never once it is over', () => {
    expect(refreshEveryMs({ status: 'queued', steps: [] }, now)).toBe(1000);
    expect(refreshEveryMs({ status: 'running', steps: [] }, now)).toBe(1000);
    expect(refreshEveryMs({ status: 'failed', steps: [] }, now)).toBeNull();
  });

  it('is rarely during a long wait, and often again before it ends', () => {
    const waiting = (dueAt: string) =>
      refreshEveryMs({ status: 'waiting', steps: [waitUntil(dueAt)] }, now);
    expect(waiting('2026-01-07T10:00:00Z')).toBe(15_000);
    expect(waiting('2026-01-05T10:00:20Z')).toBe(1000);
  });
});
