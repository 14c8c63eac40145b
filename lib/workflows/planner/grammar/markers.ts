import { vocabulary } from '../text/vocabulary';
import { people } from '../attributes';
import { readDuration } from '../phrases/duration';
import { readMoment } from '../phrases/moment';
import { isArticle, isPronoun, readNoun } from '../phrases/noun';
import { readSchedule } from '../phrases/schedule';
import { verbForms } from '../steps/recognisers';
import { singular } from '../text/forms';
import { after, afterAny, markAt, skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import { fillers } from './fillers';
import { readDenial, readModel } from './leads';

const sentenceEnds: ReadonlySet<string> = new Set(['.', ';', '!', '?', '\n']);
const separators: ReadonlySet<string> = new Set([
  ',',
  '(',
  ')',
  ':',
  '–',
  '—',
  '-',
  '->',
  '=>',
  '→',
  '•',
  '*',
  '/',
  '|',
  '>',
  '&',
  '+',
]);

export const isSentenceEnd = (tokens: readonly Token[], at: number) =>
  at >= tokens.length || sentenceEnds.has(markAt(tokens, at));
export const isSeparator = (tokens: readonly Token[], at: number) =>
  separators.has(markAt(tokens, at));

/** "3)" counts steps, "(3)" does not. */
export const isNumbered = (tokens: readonly Token[], at: number) =>
  tokens[at]?.kind === 'number' &&
  markAt(tokens, at - 1) !== '(' &&
  (markAt(tokens, at + 1) === ')' || isCounting(tokens, at));

/** "1. do this 2. do that": the next number of a list. */
function isCounting(tokens: readonly Token[], at: number): boolean {
  const value = tokens[at]?.value ?? 0;
  const isNext = markAt(tokens, at + 1) === '.' && value >= 2 && value <= 20;
  return (
    isNext &&
    tokens
      .slice(0, at)
      .some((token, place) => token.value === value - 1 && markAt(tokens, place + 1) === '.')
  );
}

/** Behind separators, order words and politeness; what stands there says something. */
export function skipFillers(tokens: readonly Token[], at: number): number {
  let place = at;
  for (;;) {
    const isNumbering =
      (tokens[place]?.kind === 'number' || /^[a-z]$/.test(wordAt(tokens, place))) &&
      [')', '.'].includes(markAt(tokens, place + 1)) &&
      (place === 0 ||
        isSentenceEnd(tokens, place - 1) ||
        isSeparator(tokens, place - 1) ||
        isNumbered(tokens, place)) &&
      place + 2 < tokens.length;
    const isAfterDoing =
      wordAt(tokens, place) === 'after' && verbForms.get(wordAt(tokens, place + 1))?.form === 'ing';
    if (isNumbering) place += 2;
    else if (isAfterDoing) place += 1;
    else if (isSeparator(tokens, place)) place += 1;
    else {
      const end = isWished(tokens, place) ? -1 : afterAny(tokens, place, fillers);
      if (end === -1 || isTime(tokens, place) || readIf(tokens, place) !== null) return place;
      place = end;
    }
  }
}

/** "it should be emailed to them", "it is stored in the table": what is emailed or stored is it. */
const isWished = (tokens: readonly Token[], at: number) =>
  ['it', 'that', 'this'].includes(wordAt(tokens, at)) &&
  (['is', 'gets'].includes(wordAt(tokens, at + 1))
    ? verbForms.get(wordAt(tokens, at + 2))?.form === 'past'
    : ['should', 'must', 'will', 'shall', 'needs', 'has'].includes(wordAt(tokens, at + 1)) &&
      tokens.slice(at + 2, at + 4).some(({ norm }) => norm === 'be'));

/** "First day of the month, ..." is a date, and no first step. */
const isTime = (tokens: readonly Token[], at: number) =>
  readWaitStart(tokens, at) !== null || readSchedule(tokens, at) !== null;

export const starts = {
  unless: ['unless', 'except if', 'except when'],
  onlyIf: vocabulary(`
  but only if, but only when, only if, only when, only for, provided that, provided, as long as, on condition that, on
  the condition that, given that, assuming that, assuming
`),
  /** Said before what it does: the answer follows. */
  check: vocabulary(`
  validate that, validate whether, ensure that, ensure, confirm that, check whether, check if, check that, see whether, see if, look whether, verify that, verify whether, verify if, test
  whether, test if, find out whether, find out if, make sure that the, check to see if
`),
  otherwise: vocabulary(`
  if that is not the case, if this is not the case, if it is not the case, or otherwise, or else, if not, if it does
  not, if they do not, if no, in all other cases, in any other case, in every other case, for everything else, for
  everyone else, for all others, for anything else, for the rest, for any other, for others, for smaller ones, for lower ones, for larger ones, for bigger ones, for the others, for smaller amounts, for lower amounts, for other ones, for the remaining ones, for all the others, for the other ones, for other, everyone else,
  anything else, all others, all other, the others, the rest, all the rest, in other cases, failing that, otherwise, else, by default, default, any other
`),
  ifItIs: vocabulary(`
  if there is one, if there is, if there are, if it is, if they are, if it was, if it has, if they have
`),
  ifItIsNot: vocabulary(`
  if there is not one, if there is not, if there is none, if there are not, if there are none, if it is not, if they
  are not, if it was not, if it has not, if they have not
`),
  ifSo: vocabulary(`
  if so, if yes, if they do, if he does, if she does, in that case, if it is the case, if that is the case, if it does, when so, if true
`),
  join: vocabulary(`
  in either case, in any case, in both cases, in all cases, in every case, either way, regardless, whatever happens,
  no matter what, once all of that is done, once they are all done, once they are done, once it is all done, once everything is done,
  when all of that is done, when they are done, after they are all done, as soon as they are all done, when everything is done, when all is done, once all are done, after the
  loop, after all of them, after all, once finished, when finished, when it is finished, when all are done, when all of them are done, at
  the end, in the end, at last, finally, lastly, once everyone has been, after everything, when it is all done, once
  all done, when they are all done, when all are through, when they are through, when all are ready, when all of them are through, when everything is through
`),
  when: vocabulary(`
  every time that, every time, each time, any time, anytime, everytime, as soon as, the moment that, the moment, the
  instant, whenever, when ever, when, once, upon, immediately after, right after, after, on every, on each, on, for
  every, for each, for any, about every, about each, about any, in the event that, in the event of, in the event, in case of, in case, following, if ever,
  as, with every, at every, say, should, while, triggered when, triggered by, starts when, start when, runs when, run
  when, trigger when, trigger on, trigger:, listen for, react to, wait for, starting when
`),
  each: vocabulary(`
  loop over, loop through, iterate over, iterate through, go through, step through, walk through, run through, cycle
  through, repeat for each, repeat for every, do this for each, do the following for each, for each of, for every one
  of, for each, for every, for all, with each, with every, per, for any, take each, take every, process each
`),
  depending: vocabulary(`
  depending on, depending upon, based on, according to, switch on, switch by, branch on, branch by, choose by, route
  by, dependent on, split by, decide by, look at, it depends on, choose a path by, route based on
`),
} as const;

/** Said before "if" when it belongs to them: "decide if it is urgent". */
const complements: ReadonlySet<string> = new Set(
  vocabulary(`decide, judge, determine, detect, wonder, evaluate, predict, ask, asking`),
);

/** Where "if" or one of its kind stands, and what kind. */
export function readIf(
  tokens: readonly Token[],
  at: number,
): { kind: 'if' | 'unless' | 'only' | 'check'; end: number } | null {
  const unless = afterAny(tokens, at, starts.unless);
  if (unless !== -1) return { kind: 'unless', end: unless };
  const only = afterAny(tokens, at, starts.onlyIf);
  if (only !== -1) return { kind: 'only', end: only };
  const check = afterAny(tokens, at, starts.check);
  if (check !== -1) return { kind: 'check', end: check };
  if (wordAt(tokens, at) !== 'if' || complements.has(wordAt(tokens, at - 1))) return null;
  return { kind: 'if', end: at + 1 };
}

/** "wait two days", "after 3 hours", "a week later", "in two days": where it ends. */
export function readWaitStart(tokens: readonly Token[], at: number): Read<'wait'> | null {
  const moment = wordAt(tokens, at) === 'on' ? readMoment(tokens, at) : null;
  if (moment !== null) return { value: 'wait', end: moment.end };
  const lead =
    ['after', 'in'].includes(wordAt(tokens, at)) || after(tokens, at, 'not before') !== -1;
  const begin = skip(tokens, lead ? at + 1 : at, [
    'waiting',
    'another',
    'about',
    'around',
    'at',
    'least',
  ]);
  const duration = readDuration(tokens, begin) ?? readDuration(tokens, lead ? at + 1 : at);
  if (duration === null) return null;
  const later = afterAny(
    tokens,
    duration.end,
    vocabulary(`
  later, after that, afterwards, after this, from then, thereafter, has passed, have passed, go by, passed, pass, of
  waiting, delay, have gone by, has gone by
`),
  );
  if (later !== -1) return { value: 'wait', end: later };
  // "30 days before the due date" is a moment.
  if (['before', 'of', 'ago', 'after'].includes(wordAt(tokens, duration.end))) return null;
  return lead ? { value: 'wait', end: duration.end } : null;
}

const ambiguous: ReadonlySet<string> = new Set(
  vocabulary(`
  email, mail, invoice, bill, refund, query, request, message, record, log, issue, charge, count, total, sum, text,
  order, report, check, alert, draft, answer, offer, post, call, ping, list, store, update, note, label, tag, rate,
  search, use, book, welcome, set, look, lookup, load, open, start, run, copy, access, transfer, discount, average,
  score, signal, turn, review, get, read, work, contact, nudge, reply, fire, drop, trigger, take, share, export,
  award, filter, merge, switch, close, pause, sort, like, void, push, follow, upgrade, make, give, show, display,
  tweet, reach, process, polish, have, let, do, thank, return, print, lock, cancel, delete, come, play, sign, hit,
  apply, water, sell, ban, block, import, poll, prompt, move
`),
);

const objects: ReadonlySet<string> = new Set(
  vocabulary(`
  webhook, again, payment, invoice, customer, to, up, back, ai, via, https, everyone, everybody, stripe, dynamodb, data,
  know, off, out, through, item, result, subscription, charge, order, record, support, sale, finance, accounting,
  half, of, table, checkout, coupon, into, sure, together, refund, for, at, whether, amount, number, lead, money,
  discount, slack, email, mail, admin, name, list, marketing, engineering, op, row, question, message, user
`),
);

/** "about to run out" says what will happen and asks for nothing. */
const isPending = (tokens: readonly Token[], at: number) =>
  wordAt(tokens, at - 1) === 'to' &&
  ['about', 'going', 'due', 'set', 'soon', 'scheduled', 'supposed'].includes(
    wordAt(tokens, at - 2),
  );

/** Whether a step that somebody wants done begins here: a verb that is no noun at this place. */
export function isActionStart(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  if (isPending(tokens, at)) return false;
  if (readDenial(tokens, at) !== -1 || readModel(tokens, at) !== null) return true;
  const known = verbForms.get(word);
  if (known === undefined) return wordAt(tokens, at - 1) !== 'to' && isWaitVerb(tokens, at);
  const isAfterSubject = ['it', 'i', 'we', 'workflow', 'system', 'cue', 'that', 'which'].includes(
    wordAt(tokens, at - 1),
  );
  const isGerund =
    known.form === 'ing' &&
    (at === 0 ||
      ['by', 'and', 'then', '.', 'start', 'with', 'that', 'after', 'before'].includes(
        tokens[at - 1]?.norm ?? '',
      ));
  if (known.form !== 'base' && !isGerund && !(known.form === 'third' && isAfterSubject))
    return false;
  const next = tokens[at + 1];
  if (next === undefined) return !ambiguous.has(word) || at === 0;
  if (['is', 'are', 'was', 'has', "'s", 'were'].includes(next.norm)) return false;
  if (!ambiguous.has(known.verb)) return true;
  const isTo = next.norm === 'to' && ['email', 'mail'].includes(known.verb);
  return isTo ? isPersonAt(tokens, at + 2) : isObjectStart(next, tokens[at + 2]);
}

/** "mail to the customer", but "the name and email to the table". */
function isPersonAt(tokens: readonly Token[], at: number): boolean {
  const noun = readNoun(tokens, at)?.value;
  if (noun === undefined || noun.head.includes('table')) return false;
  const isAddress = noun.literal?.kind === 'email' || noun.literal?.kind === 'literal';
  const head = noun.head.at(-1) ?? '';
  return (
    isAddress ||
    (noun.isPronoun && noun.head.length === 0) ||
    people.has(head) ||
    ['me', 'us', 'team'].includes(head)
  );
}

function isObjectStart(next: Token, behind: Token | undefined): boolean {
  if (next.kind === 'mark') return next.norm === ':' && behind?.kind === 'quoted';
  if (next.kind !== 'word') return true;
  const { norm, text } = next;
  if (
    vocabulary(`
  and, or, not, in, if, then, contains, over, as, on, with, does, do
`).includes(norm)
  )
    return false;
  const isKnown =
    isArticle(norm) ||
    isPronoun(norm) ||
    people.has(singular(norm)) ||
    objects.has(singular(norm)) ||
    ['me', 'us', 'no'].includes(norm);
  // A name with a capital, an amount, a table: something particular.
  return (
    isKnown ||
    (/^\p{Lu}/u.test(text) && text.length > 1) ||
    behind?.kind === 'url' ||
    norm === 'dollars'
  );
}

const isWaitVerb = (tokens: readonly Token[], at: number) =>
  vocabulary(`
  wait, pause, hold, sleep, delay, stop, end, quit, exit, finish, ignore, skip, continue, proceed, nothing, carry
`).includes(wordAt(tokens, at)) || after(tokens, at, 'do nothing') !== -1;

/** A schedule begins here, also in the middle of a sentence: "email me every Monday". */
export const readScheduleStart = (tokens: readonly Token[], at: number) => readSchedule(tokens, at);
