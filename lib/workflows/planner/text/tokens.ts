import { joinPhrasal } from './phrasal';
import { distinctive, isAfter, negatedStems, shorter, shortForms, spellings } from './spelling';

export type TokenKind =
  | 'word'
  | 'number'
  | 'clock'
  | 'date'
  | 'quoted'
  | 'email'
  | 'url'
  /** An id at Stripe, a domain, an expression, JSON: words taken as they are. */
  | 'literal'
  | 'mark';

export interface Token {
  kind: TokenKind;
  /** How it is compared: small letters, American spelling, slips mended. */
  norm: string;
  /** What it says: of quoted words their inside. */
  text: string;
  /** Where it stands in the words. */
  start: number;
  end: number;
  /** Of a number itself; of a clock time the minute of the day; else null. */
  value: number | null;
}

/**
 * What a token looks like, the first that fits wins. No quantifier stands inside another over the same
 * letters, and each begins where the last token ended: reading takes time in proportion to the words.
 */
const shapes: readonly (readonly [TokenKind | 'space' | 'not' | 'short' | 'currency', RegExp])[] = [
  ['space', /[^\S\n]+|(?<=[\p{L}\p{N}])-(?=[\p{L}])/uy],
  ['literal', /\{\{[^{}]{0,1500}\}\}|\{[^{}]{0,1500}\}/y],
  ['quoted', /"[^"]{0,1500}"|“[^”]{0,1500}”|„[^“”]{0,1500}[“”]|«[^»]{0,1500}»|`[^`]{0,1500}`/y],
  ['quoted', /(?<![\p{L}\p{N}])['‘][^'‘’\n]+['’](?!\p{L})/uy],
  ['url', /https?:\/\/(?:\{\{[^{}]*\}\}|[^\s"'<>(){}“”])+/iy],
  ['email', /[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/iy],
  ['url', /(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20}\/[^\s"'<>(){}“”]*/iy],
  ['literal', /(?<=\s)\.[a-z]{2,10}(?![\w.])/iy],
  ['literal', /@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*/iy],
  ['literal', /(?:price|cus|pi|ch|prod|sub|in|re|evt)_(?:\w*\d\w*|\.{3})|(?:price|cus|pi|ch)_\w+/y],
  ['date', /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?/y],
  [
    'clock',
    /\d{1,2}(?::\d{2}|\.\d{2}(?= ?[ap]\.?m))?(?: ?[ap]\.m\.| ?[ap]m)(?!\p{L})|\d{1,2}:\d{2}(?!\d)/iuy,
  ],
  // "7,50 EUR", "€ 1.250,00": a comma before two digits and a currency parts the cents.
  [
    'number',
    /(?:\d{1,3}(?:\.\d{3})+|\d{1,9}),\d{2}(?=\s?(?:[€$£]|(?:eur|euros?|chf|francs?|usd|dollars?|gbp|pounds?|pln|sek|nok|dkk)(?!\p{L})))/iuy,
  ],
  ['number', /(?<=[€$£]\s?)(?:\d{1,3}(?:\.\d{3})+|\d{1,9}),\d{2}(?!\d)/y],
  ['number', /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/y],
  ['currency', /[$€£¥]/y],
  ['literal', /[a-z_]\w*(?:\.[a-z_]\w*|\[\d+\])+/y],
  ['word', /e-?mail(?=s?\b)s?/iy],
  ['not', /n['’]t(?!\p{L})/iuy],
  ['word', /\p{L}[\p{L}\p{N}_]*?(?=n['’]t(?!\p{L}))|\p{L}[\p{L}\p{M}\p{N}_]*|_\w+/uy],
  ['short', /['’](?:s|ll|re|ve|d|m)(?!\p{L})|(?<=s)['’](?=\s)/iuy],
  ['mark', /->|=>|→|[<>=!]=|≥|≤|[\s\S]/uy],
];

const currencies: Readonly<Record<string, string>> = {
  $: 'dollars',
  '€': 'euros',
  '£': 'pounds',
  '¥': 'yen',
};

/** Cuts words into tokens; what separates words is left out, a new line is a mark. */
export function tokenize(words: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < words.length) {
    for (const [shape, pattern] of shapes) {
      pattern.lastIndex = at;
      const match = pattern.exec(words);
      if (match === null) continue;
      const raw = shape === 'url' ? trimEnd(match[0]) : match[0];
      if (shape !== 'space') tokens.push(toToken(shape, raw, at, tokens.at(-1)));
      at += raw.length;
      break;
    }
  }
  return joinPhrasal(tokens, words);
}

/** A full stop behind an address ends the sentence. */
const trimEnd = (url: string) => {
  let end = url.length;
  while (end > 1 && '.,;:!?'.includes(url.charAt(end - 1))) end -= 1;
  return url.slice(0, end);
};

function toToken(
  shape: TokenKind | 'not' | 'short' | 'currency',
  raw: string,
  start: number,
  before: Token | undefined,
): Token {
  const small = raw.toLowerCase();
  const token = { norm: small, text: raw, start, end: start + raw.length, value: null };
  switch (shape) {
    case 'not':
      return { ...token, kind: 'word', norm: 'not' };
    case 'short':
      return { ...token, kind: 'word', norm: expandShort(small.slice(1), before) };
    case 'currency':
      return { ...token, kind: 'word', norm: currencies[raw] ?? raw };
    case 'quoted':
      return { ...token, kind: 'quoted', text: raw.slice(1, -1).trim() };
    case 'url':
      return { ...token, kind: 'url', text: /^https?:/i.test(raw) ? raw : `https://${raw}` };
    case 'number':
      return { ...token, kind: 'number', value: numberOf(raw) };
    case 'clock':
      return { ...token, kind: 'clock', value: minuteOfDay(small) };
    case 'word':
      return { ...token, kind: 'word', norm: respell(small) };
    default:
      return { ...token, kind: shape };
  }
}

const numberOf = (raw: string) =>
  Number(/,\d{2}$/.test(raw) ? raw.replaceAll('.', '').replace(',', '.') : raw.replaceAll(',', ''));

function expandShort(short: string, before: Token | undefined): string {
  const isVerb = (short === 's' && isAfter.has(before?.norm ?? '')) || short === 'is';
  return isVerb ? 'is' : (shortForms[short] ?? "'s");
}

function minuteOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = (clock.match(/\d+/g) ?? []).map(Number);
  if (clock.includes('p')) return ((hours % 12) + 12) * 60 + minutes;
  if (clock.includes('a')) return (hours % 12) * 60 + minutes;
  return hours * 60 + minutes;
}

function respell(word: string): string {
  const plain = word.replace(/^e-mail/, 'email');
  const known = Object.hasOwn(spellings, plain) ? spellings[plain] : undefined;
  if (known !== undefined) return known;
  const stem = Object.hasOwn(negatedStems, plain) ? negatedStems[plain] : undefined;
  if (stem !== undefined) return stem;
  const short = shorter.find((target) => isLostOrSwapped(plain, target));
  if (short !== undefined) return short;
  if (plain.length < 6 || distinctive.includes(plain)) return plain;
  return distinctive.find((target) => isOneSlip(plain, target)) ?? plain;
}

/** One letter lost, or two neighbours changed, with the first and the last letter right. */
function isLostOrSwapped(word: string, target: string): boolean {
  const isFramed = word.startsWith(target.charAt(0)) && word.at(-1) === target.at(-1);
  if (word.length < 4 || !isFramed || word === target) return false;
  let same = 0;
  while (same < word.length && word[same] === target[same]) same += 1;
  const [rest, aim] = [word.slice(same), target.slice(same)];
  const swapped = `${rest.charAt(1)}${rest.charAt(0)}${rest.slice(2)}`;
  return rest === aim.slice(1) || (rest.length === aim.length && swapped === aim);
}

/** One letter too many, too few or wrong, or two neighbours changed; the first is always right. */
function isOneSlip(word: string, target: string): boolean {
  if (!word.startsWith(target.charAt(0)) || Math.abs(word.length - target.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === target[same]) same += 1;
  const rest = word.slice(same);
  const aim = target.slice(same);
  // A plural or another ending is a form of the word and no slip.
  if (rest === '' || aim === '' || (rest.length === 1 && word.length > target.length)) return false;
  if (rest.slice(1) === aim || rest === aim.slice(1) || rest.slice(1) === aim.slice(1)) return true;
  return rest.length > 1 && `${rest.charAt(1)}${rest.charAt(0)}${rest.slice(2)}` === aim;
}
