import { lookUp, wordAt, type Reader } from '../text/read';
import { readNumber } from './number';

export interface Money {
  /** In the smallest unit of its currency. */
  amountMinor: number;
  /** As Stripe names it. */
  currency: string;
}

const currencies: Readonly<Record<string, string>> = {
  dollar: 'usd',
  dollars: 'usd',
  usd: 'usd',
  buck: 'usd',
  bucks: 'usd',
  euro: 'eur',
  euros: 'eur',
  eur: 'eur',
  pound: 'gbp',
  pounds: 'gbp',
  gbp: 'gbp',
  quid: 'gbp',
  yen: 'jpy',
  jpy: 'jpy',
  chf: 'chf',
  franc: 'chf',
  francs: 'chf',
  cad: 'cad',
  aud: 'aud',
  sek: 'sek',
  nok: 'nok',
  dkk: 'dkk',
  pln: 'pln',
  inr: 'inr',
  rupees: 'inr',
};

/** Nationalities that stand before "dollars". */
const dollarsOf: Readonly<Record<string, string>> = {
  us: 'usd',
  american: 'usd',
  canadian: 'cad',
  australian: 'aud',
  swiss: 'chf',
  british: 'gbp',
};

/** Currencies without a smaller unit (https://docs.stripe.com/currencies#zero-decimal). */
const withoutMinor: ReadonlySet<string> = new Set(['jpy']);

/** Of a currency's main unit in its smallest: 15 -> 1500. */
export function toMinor(amount: number, currency: string): number {
  return Math.round(withoutMinor.has(currency) ? amount : amount * 100);
}

/** "$15", "15 dollars", "USD 15", "15.50 EUR", "fifty cents", "1,000 US dollars". */
export const readMoney: Reader<Money> = (tokens, at) => {
  const leading = lookUp(currencies, wordAt(tokens, at));
  const number = readNumber(tokens, leading === null ? at : at + 1);
  if (number === null) return null;
  if (leading !== null) {
    // "$15 USD" says it twice.
    const isRepeated = lookUp(currencies, wordAt(tokens, number.end)) !== null;
    const end = isRepeated ? number.end + 1 : number.end;
    return { value: { amountMinor: toMinor(number.value, leading), currency: leading }, end };
  }
  const next = wordAt(tokens, number.end);
  if (next === 'cent' || next === 'cents') {
    return { value: { amountMinor: number.value, currency: 'usd' }, end: number.end + 1 };
  }
  const nation = lookUp(dollarsOf, next);
  const unit = lookUp(currencies, wordAt(tokens, nation === null ? number.end : number.end + 1));
  if (unit === null) return null;
  const currency = nation ?? unit;
  const end = nation === null ? number.end + 1 : number.end + 2;
  return { value: { amountMinor: toMinor(number.value, currency), currency }, end };
};

/** "20%", "20 percent", "twenty per cent": the number. */
export const readPercent: Reader<number> = (tokens, at) => {
  const number = readNumber(tokens, at);
  if (number === null) return null;
  const { value, end } = number;
  const next = tokens[end]?.norm ?? '';
  if (next === '%' || next === 'percent') return { value, end: end + 1 };
  return next === 'per' && wordAt(tokens, end + 1) === 'cent' ? { value, end: end + 2 } : null;
};
