import { readMoney, readPercent } from '../phrases/money';
import { after, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import type { Item } from './tree';

const made = ['coupon', 'discount', 'invoice', 'checkout', 'voucher', 'link'];

/** "coupon 20 CHF off", "payment link for price_x": how much of what is said. */
const isSized = (phrase: readonly Token[]) =>
  phrase.some(
    ({ kind, text }, at) =>
      readMoney(phrase, at) !== null ||
      readPercent(phrase, at) !== null ||
      (kind === 'literal' && text.startsWith('price_')),
  );

const results = [
  'result',
  'results',
  'answer',
  'response',
  'output',
  'data',
  'it',
  'body',
  'everything',
  'text',
];

/** "result into table titles", "the answer to ada@example.com": what there is goes somewhere. */
export function isMoved(tokens: readonly Token[], at: number): boolean {
  const noun = wordAt(tokens, at) === 'the' ? at + 1 : at;
  const isResult = results.includes(wordAt(tokens, noun));
  const where = tokens[noun + 2];
  if (!isResult || where === undefined) return false;
  const preposition = wordAt(tokens, noun + 1);
  return (
    preposition === 'into' || (['to', 'in'].includes(preposition) && isTarget(tokens, noun + 2))
  );
}

const isTarget = (tokens: readonly Token[], at: number) =>
  tokens[at]?.kind === 'email' ||
  tokens.slice(at, at + 3).some(({ norm }) => ['table', 'dynamodb', 'webhook'].includes(norm));

function toPlace(phrase: readonly Token[]): Item | null {
  const [first] = phrase;
  if (first === undefined || !isMoved(phrase, 0)) return null;
  const isTable = phrase.some(({ norm }) => ['table', 'dynamodb'].includes(norm));
  const verb = isTable ? 'save' : 'send';
  const led: Token = { ...first, kind: 'word', norm: verb, text: verb, end: first.start };
  return { kind: 'action', tokens: [led, ...phrase], verb, verbEnd: 1, phrase };
}

/** "an email to the customer": no verb, but it is plain what is wanted. */
export function nounLed(phrase: readonly Token[]): Item {
  const moved = toPlace(phrase);
  if (moved !== null) return moved;
  const from = ['with', 'by'].includes(wordAt(phrase, 0)) ? 1 : 0;
  const place = ['a', 'an', 'the', 'another', 'one'].includes(wordAt(phrase, from))
    ? from + 1
    : from;
  const isMail =
    phrase.slice(place, place + 4).some(({ norm }) => norm === 'email' || norm === 'mail') &&
    (phrase.some(({ norm }) => norm === 'to') || (place > from && phrase.length === place + 1));
  const isNote =
    phrase.some(({ kind }) => kind === 'email') &&
    phrase.some(({ norm }) => norm === 'to') &&
    [
      'heads',
      'note',
      'message',
      'word',
      'reminder',
      'alert',
      'notice',
      'notification',
      'line',
    ].includes(wordAt(phrase, place));
  const isAddress = phrase[0]?.kind === 'url' && phrase.length === 1;
  const isCall =
    isAddress || after(phrase, place, 'call') !== -1 || after(phrase, place, 'request') !== -1;
  const isHook = phrase.length === place + 1 && wordAt(phrase, place) === 'webhook';
  const isMade =
    (place > from || isSized(phrase)) &&
    phrase.slice(place, place + 5).some(({ norm }) => made.includes(norm));
  const first = phrase[from];
  if (first === undefined || !(isMail || isNote || isCall || isMade || isHook))
    return { kind: 'unknown', phrase };
  const verb = isMail || isNote ? 'send' : isHook ? 'tell' : isCall ? 'call' : 'create';
  const led: Token = { ...first, kind: 'word', norm: verb, text: verb, end: first.start };
  return { kind: 'action', tokens: [led, ...phrase.slice(from)], verb, verbEnd: 1, phrase };
}
