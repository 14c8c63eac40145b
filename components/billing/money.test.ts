import { describe, expect, it } from 'vitest';
import { formatMoney } from './money';

describe('formatMoney', () => {
  it('shows cents only where there are some', () => {
    expect(formatMoney(4000, 'usd')).toBe('$40');
    expect(formatMoney(4050, 'USD')).toBe('$40.50');
  });

  it('knows that not every currency has two decimals', () => {
    expect(formatMoney(4000, 'jpy', 'en-US')).toBe('¥4,000');
    expect(formatMoney(1234, 'kwd', 'en-US')).toMatch(/1\.234$/);
  });

  it('writes as the reader does', () => {
    expect(formatMoney(123456, 'eur', 'de-DE')).toBe('1.234,56\u00a0€');
  });
});
