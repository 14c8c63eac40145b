import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAmountText } from '@/components/admin/amount';
import { createFormReader } from './form-reader';

function readerOf(typed: Record<string, string>) {
  const data = new FormData();
  for (const [name, text] of Object.entries(typed)) data.set(name, text);
  return createFormReader(data);
}

const refusing = (...paths: string[]) =>
  expect.objectContaining({
    code: 'invalid_fields',
    fields: paths.map((path) => expect.objectContaining({ path }) as unknown),
  }) as unknown;

const currency = fc.constantFrom('usd', 'eur', 'jpy', 'krw', 'kwd', 'tnd', 'isk', 'huf', 'cop');

describe('an amount that was typed', () => {
  it('is the very amount that a field showed, for every amount that Stripe takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), currency, (amount, unit) => {
        const reader = readerOf({ amount: toAmountText(amount, unit) });
        expect(reader.amount('amount', unit)).toBe(amount);
        reader.check();
      }),
    );
  });

  it('is read digit by digit, never as a fraction: cents are not lost', () => {
    fc.assert(
      fc.property(fc.nat(999_998), fc.nat(99), (whole, cents) => {
        const typed = `${whole}.${String(cents).padStart(2, '0')}`;
        expect(readerOf({ amount: typed }).amount('amount', 'usd')).toBe(
          Number(`${whole}${typed.slice(-2)}`),
        );
      }),
    );
  });

  it('is refused rather than rounded when it has more digits than the currency', () => {
    for (const [typed, unit] of [
      ['1.005', 'usd'],
      ['9.9', 'jpy'],
      ['1,000.00', 'usd'],
      ['1000000', 'usd'],
      ['-3', 'usd'],
    ] as const) {
      const reader = readerOf({ amount: typed });
      expect(reader.amount('amount', unit), typed).toBeUndefined();
      expect(() => reader.check(), typed).toThrow(refusing('amount'));
    }
  });
});

describe('a form of the catalog', () => {
  it('refuses every wrong field at once', () => {
    const reader = readerOf({ currency: 'dollars', most: '1.5', percent: '5 %' });
    reader.required('name', 'Give it a name');
    reader.currency('currency');
    reader.whole('most');
    reader.percent('percent');
    expect(() => reader.check()).toThrow(refusing('name', 'currency', 'most', 'percent'));
  });

  it('sends nothing for what was left empty', () => {
    const reader = readerOf({ note: '  ', amount: '' });
    expect(reader.text('note')).toBeUndefined();
    expect(reader.amount('amount', 'usd')).toBeUndefined();
    expect(reader.metadata('metadata')).toBeUndefined();
    reader.check();
  });

  it('takes a day to its last second, and no day that does not exist', () => {
    const reader = readerOf({ last: '2028-02-29', never: '2027-02-29', word: 'tomorrow' });
    expect(reader.dayEnd('last')).toBe('2028-02-29T23:59:59Z');
    reader.dayEnd('never');
    reader.dayEnd('word');
    expect(() => reader.check()).toThrow(refusing('never', 'word'));
  });

  it('reads metadata line by line, and keeps the colons of a value', () => {
    const reader = readerOf({ metadata: 'origin: Assam\n\nlink: https://example.com\nold:' });
    expect(reader.metadata('metadata')).toEqual({
      origin: 'Assam',
      link: 'https://example.com',
      old: '',
    });
    const wrong = readerOf({ metadata: 'no value here' });
    wrong.metadata('metadata');
    expect(() => wrong.check()).toThrow(refusing('metadata'));
  });

  it('reads metadata with the line ends that browsers send', () => {
    expect(readerOf({ metadata: 'a: 1\r\nb: 2' }).metadata('metadata')).toEqual({ a: '1', b: '2' });
  });
});
