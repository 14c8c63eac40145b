import { vocabulary } from '../text/vocabulary';
import { people } from '../attributes';
import { isArticle, isPronoun } from '../phrases/noun';
import { verbForms } from '../steps/recognisers';
import { singular } from '../text/forms';
import { afterAny, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { isSentenceEnd, isSeparator } from './markers';

const auxiliaries: ReadonlySet<string> = new Set(
  vocabulary(`
  is, are, be, gets, get, been, being
`),
);
const modal: ReadonlySet<string> = new Set(
  vocabulary(`
  should, must, will, shall, needs, need, has, have, to, then, also, automatically, immediately, can, wants, want,
  ought, would, like
`),
);
const SUBJECT_WORDS_MAX = 9;
const breaks = ['if', 'when', 'unless', 'then', 'otherwise', 'that', 'which', 'who'];
const prepositions = ['on', 'in', 'of', 'from', 'to', 'for'];
const goings = vocabulary(`
  to, out to, out by email to, out by mail to, by email to, by mail to, over to, straight to
`);

/** "an email is sent to X", "the customer gets a mail": the verb, and where its words stand. */
export interface Passive {
  verb: string;
  /** The words of the subject are these. */
  subject: [number, number];
  /** Behind the verb. */
  end: number;
  /** The subject receives what is sent: it stands behind a "to". */
  isReceiver: boolean;
}

/** "have an invoice sent to them": what somebody is to have done. */
export function readCausative(tokens: readonly Token[], at: number, end: number): Passive | null {
  const isLed = wordAt(tokens, at) === 'have' || wordAt(tokens, at) === 'get';
  if (!isLed || !isArticle(wordAt(tokens, at + 1))) return null;
  for (let place = at + 2; place < end && place <= at + SUBJECT_WORDS_MAX; place += 1) {
    const word = wordAt(tokens, place);
    if (['to', 'with', 'for', 'that', 'and', 'from', 'by'].includes(word)) return null;
    const known = verbForms.get(word);
    if (known?.form === 'past' && place > at + 2)
      return { verb: known.verb, subject: [at + 1, place], end: place + 1, isReceiver: false };
  }
  return null;
}

/** Reads a clause that names what is acted on first; null when none begins here. */
export function readPassive(tokens: readonly Token[], at: number): Passive | null {
  const first = tokens[at];
  if (first === undefined || !(first.kind === 'word' || first.kind === 'email')) return null;
  // "(I would like to) be emailed": the subject was said before.
  const begin = first.norm === 'be' || isElided(tokens, at) ? at : at + 1;
  for (let place = begin; place < tokens.length && place <= at + SUBJECT_WORDS_MAX; place += 1) {
    if (isSentenceEnd(tokens, place) || isSeparator(tokens, place)) return null;
    const word = wordAt(tokens, place);
    const isPointing = word === 'that' && prepositions.includes(wordAt(tokens, place - 1));
    if (!isPointing && breaks.includes(word)) return null;
    // "I would love it if our webhook was told" wishes for it.
    const isWish = wordAt(tokens, at - 1) === 'if' && ['was', 'were'].includes(word);
    if (isWish) {
      const found = verbForms.get(wordAt(tokens, place + 1));
      if (found?.form === 'past')
        return { verb: found.verb, subject: [at, place], end: place + 2, isReceiver: false };
    }
    const isLead = modal.has(word) || auxiliaries.has(word);
    const known = verbForms.get(word);
    const isReceiving =
      known !== undefined &&
      ['receive', 'get'].includes(known.verb) &&
      !auxiliaries.has(wordAt(tokens, place + 1)) &&
      isPersonal(tokens, at, place);
    if (isReceiving && isGiven(tokens, place + 1))
      return {
        verb: 'send',
        subject: [at, subjectEnd(tokens, at, place)],
        end: place + 1,
        isReceiver: true,
      };
    const going = ['goes', 'go'].includes(word) ? afterAny(tokens, place + 1, goings) : -1;
    if (going !== -1)
      return { verb: 'send', subject: [at, place], end: place + 1, isReceiver: false };
    // "each order saved to table orders".
    const isNoted =
      known?.form === 'past' &&
      place > begin &&
      ['each', 'every'].includes(first.norm) &&
      ['to', 'in', 'into', 'by', 'with', 'at'].includes(wordAt(tokens, place + 1));
    if (isNoted)
      return { verb: known.verb, subject: [at, place], end: place + 1, isReceiver: false };
    if (isLead) {
      const found = readParticiple(tokens, place);
      if (found !== null) return { ...found, subject: [at, place], isReceiver: false };
    }
  }
  return null;
}

/** "(it) is stored in the table", "(they) are to be answered": what is acted on was said before. */
function isElided(tokens: readonly Token[], at: number): boolean {
  if (!['is', 'are', 'gets'].includes(wordAt(tokens, at))) return false;
  const found = readParticiple(tokens, at);
  if (found === null) return false;
  const isOrder = found.end - at > 2;
  return (
    isOrder || ['to', 'by', 'in', 'into', 'via', 'at', 'with'].includes(wordAt(tokens, found.end))
  );
}

/** Modals before the verb are no part of the subject. */
function subjectEnd(tokens: readonly Token[], from: number, to: number): number {
  let end = to;
  while (end > from + 1 && modal.has(wordAt(tokens, end - 1))) end -= 1;
  return end;
}

const isGiven = (tokens: readonly Token[], at: number) =>
  isArticle(wordAt(tokens, at)) ||
  tokens[at]?.kind === 'number' ||
  tokens[at]?.kind === 'quoted' ||
  wordAt(tokens, at) === 'dollars';

function isPersonal(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens
    .slice(from, to)
    .some(
      ({ kind, norm }) =>
        kind === 'email' ||
        people.has(singular(norm)) ||
        isPronoun(norm) ||
        ['i', 'we', 'team', 'me', 'us', 'support', 'sales'].includes(norm),
    );
}

function readParticiple(
  tokens: readonly Token[],
  at: number,
): { verb: string; end: number } | null {
  let hasAuxiliary = false;
  let place = at;
  for (; place < at + 5; place += 1) {
    const word = wordAt(tokens, place);
    if (auxiliaries.has(word)) hasAuxiliary = true;
    else if (!modal.has(word)) break;
  }
  const known = verbForms.get(wordAt(tokens, place));
  const isPast =
    known !== undefined &&
    (known.form === 'past' || ['put', 'set', 'cut', 'let', 'read'].includes(known.verb));
  // "the email is given" says what there is and asks for nothing.
  const isState = ['given', 'set', 'found', 'put'].includes(wordAt(tokens, place));
  const isBare = isSentenceEnd(tokens, place + 1) || isSeparator(tokens, place + 1);
  if (isState && isBare) return null;
  return hasAuxiliary && isPast ? { verb: known.verb, end: place + 1 } : null;
}
