import { expect, it } from 'vitest';
import { formatDuration } from './run-words';

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
