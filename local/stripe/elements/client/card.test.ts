import { describe, expect, it } from 'vitest';
import { fieldOf, formatExpiry, formatNumber, problemsOf, readCard } from './card.mjs';

const now = new Date(2026, 10, 20);
const good = { number: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123' };

/** The codes of what is wrong, in the order of the fields. */
const codes = (typed: Partial<typeof good>) =>
  problemsOf({ ...good, ...typed }, now).map(({ code }) => code);

describe('a typed card', () => {
  it('is fine when whole', () => {
    expect(codes({})).toEqual([]);
    expect(readCard(good)).toEqual({
      number: '4242424242424242',
      month: '12',
      year: '2034',
      cvc: '123',
    });
  });

  it.each([
    [{ number: '4242' }, 'incomplete_number'],
    [{ number: '4242 4242 4242 4241' }, 'invalid_number'],
    [{ expiry: '12' }, 'incomplete_expiry'],
    [{ expiry: '13 / 34' }, 'incomplete_expiry'],
    [{ expiry: '12 / 25' }, 'invalid_expiry_year_past'],
    [{ expiry: '10 / 26' }, 'invalid_expiry_month_past'],
    [{ cvc: '12' }, 'incomplete_cvc'],
    [{ number: '3782 822463 10005' }, 'incomplete_cvc'],
  ])('%o is called %s', (typed, code) => {
    expect(codes(typed)).toEqual([code]);
  });

  it('may end in the month that runs, and has four digits at the back as American Express', () => {
    expect(codes({ expiry: '11 / 26' })).toEqual([]);
    expect(codes({ number: '378282246310005', cvc: '1234' })).toEqual([]);
  });

  it('names every problem at once, in the order of the fields', () => {
    expect(codes({ number: '', expiry: '', cvc: '' })).toEqual([
      'incomplete_number',
      'incomplete_expiry',
      'incomplete_cvc',
    ]);
  });
});

describe('typing', () => {
  it('groups the digits as they are printed', () => {
    expect(formatNumber('4242424242424242')).toBe('4242 4242 4242 4242');
    expect(formatNumber('378282246310005')).toBe('3782 822463 10005');
  });

  it.each([
    ['1', '1'],
    ['4', '04 / '],
    ['123', '12 / 3'],
    ['4/31', '04 / 31'],
  ])('makes of the expiry %s %s', (typed, shown) => {
    expect(formatExpiry(typed)).toBe(shown);
  });
});

it.each([
  [{ code: 'card_declined', decline_code: 'generic_decline' }, 'number'],
  [{ code: 'expired_card' }, 'expiry'],
  [{ code: 'incorrect_cvc' }, 'cvc'],
  [{ code: 'invalid_expiry_year' }, 'expiry'],
  [{}, 'number'],
])('the error %o is shown at %s', (error, field) => {
  expect(fieldOf(error)).toBe(field);
});
