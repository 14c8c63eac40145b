import { describe, expect, it } from 'vitest';
import { parseLocale } from './parse-locale';

describe('parseLocale', () => {
  it('takes the language that the reader wants most', () => {
    expect(parseLocale('en;q=0.5, de-CH, fr;q=0.9')).toBe('de-CH');
  });

  it('falls back to English on anything that is no language', () => {
    for (const header of [null, '', '*', ';;;', 'not a tag!', 'de;q=0']) {
      expect(parseLocale(header)).toBe('en');
    }
  });
});
