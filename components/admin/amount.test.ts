import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount, toAmountText } from './amount';

describe('an amount in the console', () => {
  it('shows every digit that the currency has', () => {
    expect(formatAmount(4000, 'usd', 'en-US')).toBe('$40.00');
    expect(formatAmount(-150, 'USD', 'en-US')).toBe('-$1.50');
    expect(formatAmount(4000, 'jpy', 'en-US')).toBe('¥4,000');
    expect(formatAmount(1250, 'kwd', 'en-US')).toBe('KWD\u00a01.250');
  });

  it('counts as Stripe does, where people write no hundredths', () => {
    expect(formatAmount(4050, 'huf', 'en-US')).toBe('HUF\u00a040.50');
    expect(parseAmount('40', 'isk')).toBe(4000);
    expect(toAmountText(4000, 'cop')).toBe('40.00');
  });

  it('comes back from a field as it was put in', () => {
    for (const [amount, currency] of [
      [1, 'usd'],
      [4050, 'eur'],
      [990, 'jpy'],
      [12_345, 'kwd'],
    ] as const) {
      expect(parseAmount(toAmountText(amount, currency), currency)).toBe(amount);
    }
  });

  it('is read with a point or a comma', () => {
    expect(parseAmount(' 12.5 ', 'usd')).toBe(1250);
    expect(parseAmount('12,50', 'eur')).toBe(1250);
    expect(parseAmount('12', 'usd')).toBe(1200);
  });

  it('is never guessed: what could mean two things, or is none, is refused', () => {
    for (const text of ['', '-1', '1e3', '1,000', '0.005', '$5', '1.000,00', 'all']) {
      expect(parseAmount(text, 'usd'), text).toBeNull();
    }
    expect(parseAmount('9.9', 'jpy')).toBeNull();
  });
});
