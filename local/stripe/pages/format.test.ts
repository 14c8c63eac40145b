import { describe, expect, test } from 'vitest';
import { addMonths, formatDate, formatInterval, formatMoney, formatWord, hostOf } from './format';

const seconds = (iso: string): number => Date.parse(iso) / 1000;

describe('money', () => {
  test.each([
    [4000, 'usd', '$40.00'],
    [-2050, 'usd', '-$20.50'],
    [500, 'jpy', '¥500'],
    [0, 'eur', '€0.00'],
  ])('%i minor units of %s read %s', (minor, currency, text) => {
    expect(formatMoney(minor, currency)).toBe(text);
  });
});

test('dates are in UTC, whatever the machine thinks', () => {
  expect(formatDate(seconds('2026-12-31T23:59:59Z'))).toBe('December 31, 2026');
});

test('an interval of one needs no number', () => {
  expect(formatInterval({ interval: 'month', interval_count: 1 })).toBe('per month');
  expect(formatInterval({ interval: 'month', interval_count: 3 })).toBe('every 3 months');
  expect(formatInterval(null)).toBe('');
});

test('words of the API read as words', () => {
  expect(formatWord('past_due')).toBe('Past due');
  expect(hostOf('http://localhost:3000/account')).toBe('localhost:3000');
  expect(hostOf('not a url')).toBeNull();
});

describe('a month on the clock', () => {
  test.each([
    ['2026-01-31T12:00:00Z', 1, '2026-02-28T12:00:00Z'],
    ['2026-11-20T08:30:00Z', 1, '2026-12-20T08:30:00Z'],
    ['2026-12-31T00:00:00Z', 2, '2027-02-28T00:00:00Z'],
    ['2028-02-29T00:00:00Z', 12, '2029-02-28T00:00:00Z'],
  ])('from %s, %i later, is %s', (from, months, to) => {
    expect(addMonths(seconds(from), months)).toBe(seconds(to));
  });
});
