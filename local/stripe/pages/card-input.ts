import type { CardInput } from './port';

/** A card form as it was typed, to show it again. The security code is never shown again. */
export interface TypedCard {
  number: string;
  expiry: string;
  name: string;
}

export const emptyCard: TypedCard = { number: '', expiry: '', name: '' };

/** Test cards worth trying by hand, with what each is for. */
export const testCards: readonly { number: string; label: string }[] = [
  { number: '4242 4242 4242 4242', label: 'Pays' },
  { number: '4000 0000 0000 0002', label: 'Is declined' },
  { number: '4000 0025 0000 3155', label: 'Asks for authentication' },
  { number: '4000 0000 0000 0341', label: 'Can be saved, not charged' },
];

/** Reads a posted card form; judging what was typed is the emulator's business. */
export function readCard(form: FormData): { card: CardInput; typed: TypedCard } {
  const number = textOf(form, 'cardNumber');
  const expiry = textOf(form, 'cardExpiry');
  const name = textOf(form, 'billingName');
  const { expMonth, expYear } = splitExpiry(expiry);
  const card: CardInput = { number, expMonth, expYear, cvc: textOf(form, 'cardCvc') };
  return { card: name === '' ? card : { ...card, name }, typed: { number, expiry, name } };
}

/** A form field as trimmed text; a missing field or a file reads as empty. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** `12 / 34`, `12/2034` and `1234` are the same month. */
export function splitExpiry(text: string): { expMonth: string; expYear: string } {
  const parts = text.split(/[\s/.-]+/).filter((part) => part !== '');
  if (parts.length > 1) return { expMonth: parts[0] ?? '', expYear: parts.at(-1) ?? '' };
  const digits = parts[0] ?? '';
  return { expMonth: digits.slice(0, 2), expYear: digits.slice(2) };
}
