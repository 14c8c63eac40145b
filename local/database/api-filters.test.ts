import { describe, expect, test } from 'vitest';
import { quoteLargeNumbers } from './api-filters';

function quoted(query: string): string {
  const url = new URL(`http://127.0.0.1/rest/v1/accounts?${query}`);
  quoteLargeNumbers(url);
  return decodeURIComponent(url.search.slice(1));
}

describe('a filter', () => {
  test('keeps every digit of an id that is longer than a number can be', () => {
    expect(quoted('id=eq.110248495921238986420&provider=eq.google')).toBe(
      'provider=eq.google&id=eq."110248495921238986420"',
    );
  });

  test('keeps text that only looks like a number', () => {
    expect(quoted('code=not.eq.1e5')).toBe('code=not.eq."1e5"');
  });

  test.each(['id=eq.42', 'name=eq.Ada', 'id=gte.1&id=lt.9', 'select=id', 'id=in.(1,2)'])(
    'is left alone where nothing can be lost: %s',
    (query) => {
      expect(quoted(query)).toBe(query);
    },
  );
});
