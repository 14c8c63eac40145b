import { cardByNumber, passesLuhn, type TestCard } from '../billing/test-cards';
import type { Account } from '../kernel/account';

/** What a person types into a card form. */
export interface TypedCard {
  number: string;
  expMonth: string;
  expYear: string;
  cvc: string;
  name?: string;
  country?: string;
  postalCode?: string;
}

type Field = 'number' | 'expiry' | 'cvc';

export type CardForm =
  | { kind: 'card'; card: TestCard; expMonth: number; expYear: number }
  | { kind: 'invalid'; field: Field; message: string };

/** Checks a typed card as Stripe's own form does, before any bank is asked. */
export function readCardForm(account: Account, typed: TypedCard): CardForm {
  const number = typed.number.replaceAll(/[\s-]/g, '');
  if (number === '') return wrong('number', 'Your card number is incomplete.');
  if (!passesLuhn(number)) return wrong('number', 'Your card number is invalid.');
  const card = cardByNumber(number);
  if (!card) {
    return wrong(
      'number',
      'This is a test: only test cards work here, for example 4242 4242 4242 4242.',
    );
  }
  const expMonth = Number(typed.expMonth);
  const expYear = fullYear(typed.expYear);
  if (!Number.isInteger(expMonth) || expMonth < 1 || expMonth > 12 || expYear === null) {
    return wrong('expiry', "Your card's expiration date is incomplete.");
  }
  const today = new Date(account.now() * 1000);
  const thisMonth = today.getUTCFullYear() * 12 + today.getUTCMonth();
  if (expYear * 12 + expMonth - 1 < thisMonth) {
    return wrong('expiry', "Your card's expiration year is in the past.");
  }
  const digits = card.brand === 'amex' ? 4 : 3;
  if (!new RegExp(`^\\d{${digits}}$`).test(typed.cvc.trim())) {
    return wrong('cvc', "Your card's security code is incomplete.");
  }
  return { kind: 'card', card, expMonth, expYear };
}

function fullYear(text: string): number | null {
  const digits = text.trim();
  if (/^\d{4}$/.test(digits)) return Number(digits);
  return /^\d{2}$/.test(digits) ? 2000 + Number(digits) : null;
}

function wrong(field: Field, message: string): CardForm {
  return { kind: 'invalid', field, message };
}
