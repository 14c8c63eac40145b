import { expect, test } from 'vitest';
import { toFieldError } from './card-error';
import { readCard, splitExpiry } from './card-input';

test.each(['12 / 34', '12/34', '1234', ' 12-34', '12 34'])('the date %s is December 34', (text) => {
  expect(splitExpiry(text)).toEqual({ expMonth: '12', expYear: '34' });
});

test('an unfinished date stays unfinished', () => {
  expect(splitExpiry('1')).toEqual({ expMonth: '1', expYear: '' });
  expect(splitExpiry('')).toEqual({ expMonth: '', expYear: '' });
});

test('a form is read by the names of the real page, and the security code is not kept', () => {
  const form = new FormData();
  form.set('cardNumber', ' 4242 4242 4242 4242 ');
  form.set('cardExpiry', '12 / 34');
  form.set('cardCvc', '123');
  const { card, typed } = readCard(form);
  expect(card).toEqual({
    number: '4242 4242 4242 4242',
    expMonth: '12',
    expYear: '34',
    cvc: '123',
  });
  expect(JSON.stringify(typed)).not.toContain('123"');
});

test('a refusal is shown where the fault is', () => {
  expect(toFieldError({ code: 'incorrect_cvc', message: 'x' }).field).toBe('cvc');
  expect(toFieldError({ code: 'expired_card', message: 'x' }).field).toBe('expiry');
  expect(toFieldError({ code: 'card_declined', message: 'x' }).field).toBe('card');
});
