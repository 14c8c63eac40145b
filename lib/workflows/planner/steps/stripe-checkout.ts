import { vocabulary } from '../text/vocabulary';
import type { Context } from '../context';
import { readNumber } from '../phrases/number';
import { wordAt, type Reader } from '../text/read';
import { chunkOf, mentions, takePhrase, takeToken, takeWords, type Clause } from './clause';
import { addressOf, personWords, writtenId } from './person';
import type { Draft, Recogniser } from './recogniser';

const PRICE = /^price_/;

function sureness(clause: Clause): number {
  const hasPrice = clause.tokens.some(
    ({ kind, text }) => kind === 'literal' && text.startsWith('price_'),
  );
  const isLink = mentions(clause, ['link', 'session', 'page', 'url', 'checkout']);
  if (hasPrice) return isLink ? 7 : 3;
  const isPay = mentions(clause, ['checkout', 'payment', 'pay']);
  return isPay &&
    isLink &&
    !['send', 'email', 'get', 'receive', 'write', 'give'].includes(clause.verb)
    ? 4
    : 0;
}

/** "x3", "3 times", "quantity 3", "for 3 seats". */
const readQuantity: Reader<number> = (tokens, at) => {
  const isNamed = ['quantity', 'x', 'times'].includes(wordAt(tokens, at));
  const place = isNamed ? (wordAt(tokens, at + 1) === 'of' ? at + 2 : at + 1) : at;
  const number = readNumber(tokens, place);
  if (number === null || !Number.isInteger(number.value)) return null;
  if (isNamed) return number;
  const unit = wordAt(tokens, number.end);
  return /^(?:seats?|units?|pieces?|copies|times|items?|licenses?|x|of)$/.test(unit)
    ? { value: number.value, end: number.end + 1 }
    : null;
};

/** Belong to a link and say nothing that its settings do not. */
const quiet = vocabulary(`
  checkout, link, session, page, url, payment, pay, price, subscription, monthly, yearly, recurring, new, that, which,
  after, paying, sending, then, go, goes, lead, redirect, success, back, return, returning, send, where, can, end, ends, finish, finishes, and, redirecting,
  going, leads, sends, land, thank, you, mode, afterwards, plan, product, quantity, one, time, into, subscribe, stripe
`);

const somebody = vocabulary(`customer, them, user, person, client, buyer, lead, email, their`);

/** "for the customer": the link knows who pays. */
function isForSomebody(clause: Clause): boolean {
  const isWritten = clause.tokens.some(({ kind }) => kind === 'email');
  return isWritten || (chunkOf(clause, 'for', 'to') !== null && mentions(clause, somebody));
}

function read(clause: Clause, context: Context): Draft {
  const price = writtenId(clause, PRICE) ?? '';
  const isSubscription = mentions(clause, [
    'subscription',
    'subscribe',
    'monthly',
    'yearly',
    'recurring',
  ]);
  const config: Draft['config'] = { mode: isSubscription ? 'subscription' : 'payment', price };
  const quantity = takePhrase(clause, readQuantity);
  if (quantity !== null && quantity >= 1 && quantity <= 999) config.quantity = quantity;
  const successUrl = takeToken(clause, 'url')?.text ?? '';
  config.successUrl = successUrl;
  const isPerson = isForSomebody(clause);
  const customerEmail = isPerson ? addressOf(clause, context) : '';
  if (customerEmail !== '') config.customerEmail = customerEmail;
  takeWords(clause, [...personWords, ...quiet]);
  const questions = [
    ...(price === ''
      ? [{ field: 'price', message: 'Which price is it? Its id begins with price_' }]
      : []),
    ...(successUrl === ''
      ? [{ field: 'successUrl', message: 'Where does the customer go after paying?' }]
      : []),
  ];
  return { config, questions, topics: ['link', 'checkout link', 'payment link', 'url', 'session'] };
}

export const stripeCheckout: Recogniser = {
  type: 'stripe_checkout_link',
  verbs: vocabulary(`
  make, create, generate, build, prepare, set, produce, open, start, get, give, send
`),
  sureness,
  read,
};
