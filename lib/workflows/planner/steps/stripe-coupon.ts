import { vocabulary } from '../text/vocabulary';
import { readDuration } from '../phrases/duration';
import { readPercent } from '../phrases/money';
import { readNumber } from '../phrases/number';
import { wordAt, type Reader } from '../text/read';
import { mentions, takeMoney, takePhrase, takeWords, type Clause } from './clause';
import { personWords } from './person';
import type { Draft, Recogniser } from './recogniser';

const nouns = ['coupon', 'discount', 'voucher', 'promo', 'promotion'];

function sureness(clause: Clause): number {
  const isOff = clause.tokens.some(({ norm }, at) => norm === 'off' && at > clause.verbEnd);
  const isPercent = takePhrase({ ...clause, used: new Set() }, readPercent) !== null;
  if (
    mentions(clause, ['email', 'mail', 'webhook', 'table', 'dynamodb', 'ai']) &&
    !(isPercent && clause.verb === 'create')
  )
    return 0;
  if (mentions(clause, nouns))
    return clause.verb === 'send' &&
      !isPercent &&
      takeMoney({ ...clause, used: new Set() }) === null
      ? 0
      : 5;
  return isOff && (isPercent || takeMoney({ ...clause, used: new Set() }) !== null) ? 4.5 : 0;
}

/** "3 months", "three-month", "a year": how many months. */
const readMonths: Reader<number> = (tokens, at) => {
  const number =
    readNumber(tokens, at) ??
    (['a', 'an', 'one'].includes(wordAt(tokens, at)) ? { value: 1, end: at + 1 } : null);
  if (number === null) return null;
  const unit = wordAt(tokens, number.end);
  const factor = /^months?$/.test(unit) ? 1 : /^years?$/.test(unit) ? 12 : 0;
  return factor === 0 ? null : { value: number.value * factor, end: number.end + 1 };
};

const forever = ['forever', 'ever', 'always', 'lifetime', 'permanently', 'permanent'];

/** Belong to a coupon and say nothing that its settings do not. */
const quiet = vocabulary(`
  code, off, new, named, called, month, next, their, subscription, bill, invoice, payment, purchase, order, stripe,
  worth, of, as, an, apology, thank, you, first, for, valid, good, lasting, can, be, used, redeemed, only, that, last, once, one, time, use, single, and
`);

function read(clause: Clause): Draft {
  const questions: NonNullable<Draft['questions']> = [];
  const percent = takePhrase(clause, readPercent);
  const money = percent === null ? takeMoney(clause) : null;
  const config: Draft['config'] = { kind: money === null ? 'percent' : 'amount' };
  if (money !== null) {
    config.amountMinor = String(money.amountMinor);
    config.currency = money.currency;
  } else if (percent !== null && Number.isInteger(percent) && percent >= 1 && percent <= 100)
    config.percentOff = percent;
  else
    questions.push({
      field: 'percentOff',
      message: 'How much is the discount? 10 percent stands there until you say',
    });
  readTime(clause, config, questions);
  const quoted = clause.tokens.findIndex(({ kind }) => kind === 'quoted');
  if (quoted !== -1) {
    config.name = clause.tokens[quoted]?.text ?? '';
    clause.used.add(quoted);
  }
  takeWords(clause, [...personWords, ...nouns, ...quiet]);
  return { config, questions, topics: ['coupon', 'code', 'discount', 'voucher'] };
}

function readTime(
  clause: Clause,
  config: Draft['config'],
  questions: NonNullable<Draft['questions']>,
): void {
  const months = takePhrase(clause, readMonths);
  if (months !== null && months >= 1 && months <= 36) {
    config.duration = 'repeating';
    config.months = months;
  } else if (mentions(clause, forever)) {
    takeWords(clause, forever);
    config.duration = 'forever';
  } else {
    config.duration = 'once';
    const other = takePhrase(clause, readDuration);
    if (other !== null || months !== null)
      questions.push({
        field: 'duration',
        message: 'A coupon counts once, for 1 to 36 months, or for ever',
      });
  }
}

export const stripeCoupon: Recogniser = {
  type: 'stripe_coupon',
  verbs: vocabulary(`
  give, create, make, generate, issue, offer, send, apply, grant, add, set, award, prepare, provide, get, receive,
  discount, take
`),
  sureness,
  read,
};
