import { describe, expect, it } from 'vitest';
import { compare } from './compare';

describe('compare', () => {
  it.each([
    [120, 'greater_than', '100', true],
    ['90', 'greater_than', '100', false],
    ['9', 'less_than', '10', true],
    ['2026-01-05', 'less_than', '2026-01-06', true],
    [null, 'less_than', 1, false],
    [null, 'greater_or_equal', 0, false],
    [10, 'greater_or_equal', '10.0', true],
    [10, 'less_or_equal', 9, false],
    ['usd', 'equals', 'usd', true],
    ['usd', 'equals', 'USD', false],
    [true, 'equals', 'true', true],
    [1, 'not_equals', '1', false],
    ['ada@example.com', 'ends_with', '@example.com', true],
    ['ada', 'starts_with', 'b', false],
    ['one two', 'contains', 'two', true],
    [['a', 3], 'contains', '3', true],
    [['a'], 'not_contains', 'b', true],
    [[], 'is_empty', '', true],
    [{}, 'is_empty', '', true],
    [0, 'is_empty', '', false],
    [undefined, 'is_not_empty', '', false],
  ] as const)('%j %s %j is %s', (left, operator, right, holds) => {
    expect(compare(left, operator, right)).toBe(holds);
  });
});
