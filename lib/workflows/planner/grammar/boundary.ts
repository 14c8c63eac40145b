import { readDuration } from '../phrases/duration';
import { vocabulary } from '../text/vocabulary';
import { isMoved } from './noun-led';
import { isStrange } from './strange';
import { isArticle } from '../phrases/noun';
import { readEvent, type EventSaid } from '../triggers/events';
import { after, afterAny, markAt, skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import {
  isActionStart,
  isNumbered,
  isSentenceEnd,
  isSeparator,
  readIf,
  readScheduleStart,
  readWaitStart,
  skipFillers,
  starts,
} from './markers';
import { readPassive } from './passive';

const joints: ReadonlySet<string> = new Set(
  vocabulary(`
  and, then, but, plus, or, also, afterwards, before, finally, followed, next, after, lastly, in, once, otherwise,
  else, either, as
`),
);

const EVENT_WORDS_MAX = 20;

/** "when a payment fails": the event and the place behind its words. */
export function readWhen(
  tokens: readonly Token[],
  at: number,
): (Read<EventSaid> & { from: number }) | null {
  const from = afterAny(tokens, at, starts.when);
  if (from === -1) return null;
  // "for each failed payment" is short; "for each user send ..." is a loop.
  const isShort = ['for', 'with', 'at', 'about'].includes(wordAt(tokens, at));
  let best: (Read<EventSaid> & { from: number }) | null = null;
  // Once something has happened, later words may still make something else of it, or nothing known.
  let isComplete = false;
  for (let end = from + 1; end <= tokens.length; end += 1) {
    const event = readEvent(tokens.slice(from, end));
    best = event === null ? null : { value: event, end, from };
    isComplete ||= event !== null;
    if (end >= tokens.length || isSentenceEnd(tokens, end)) break;
    const next = skipFillers(tokens, end);
    const isCut =
      isComplete ||
      markAt(tokens, end) !== ',' ||
      isActionStart(tokens, next) ||
      readPassive(tokens, next) !== null;
    if (isSeparator(tokens, end) && isCut) break;
    const word = wordAt(tokens, end);
    if (['then', 'if', 'unless', 'otherwise'].includes(word)) break;
    // Only a complete event ends where a verb begins: "when customers cancel" goes on.
    const isNext =
      isComplete &&
      !isArticle(wordAt(tokens, end - 1)) &&
      (isActionStart(tokens, end) ||
        isAsked(tokens, end) ||
        readPassive(tokens, end) !== null ||
        readScheduleStart(tokens, end) !== null ||
        readWaitStart(tokens, end) !== null);
    const isJoint =
      isComplete &&
      (word === 'and' || word === 'or' || word === 'but') &&
      !isEventGoingOn(tokens, end + 1);
    if (isNext || isJoint) break;
    if (end - from > (isShort ? 2 : EVENT_WORDS_MAX)) break;
  }
  return best ?? (isComplete ? null : readHappening(tokens, at, from));
}

const HAPPENING_WORDS_MAX = 4;

/** "after a refund", "upon a purchase": a noun of something that happens. */
function readHappening(tokens: readonly Token[], at: number, from: number) {
  const isLed = ['after', 'upon', 'on', 'following', 'in', 'for', 'with', 'at', 'about'].includes(
    wordAt(tokens, at),
  );
  const first = tokens[from];
  if (!isLed || first === undefined) return null;
  const happens: Token = { ...first, kind: 'word', norm: 'happens', text: 'happens' };
  for (let end = from + 1; end <= from + HAPPENING_WORDS_MAX && end <= tokens.length; end += 1) {
    const isOver =
      isSentenceEnd(tokens, end) || isSeparator(tokens, end) || isActionStart(tokens, end);
    if (!isOver) continue;
    const event = readEvent([...tokens.slice(from, end), happens]);
    return event === null || event.left.length > 0 || event.trigger.type === 'manual'
      ? null
      : { value: event, end, from };
  }
  return null;
}

/** "when a payment fails I want ...": somebody begins to ask. */
const isAsked = (tokens: readonly Token[], at: number) =>
  afterAny(
    tokens,
    at,
    vocabulary(
      `i want, i would, i need, we want, we need, we should, please, can you, could you, make sure`,
    ),
  ) !== -1;

/** "a card fails and is declined": the same event goes on. */
const isEventGoingOn = (tokens: readonly Token[], at: number) =>
  ['is', 'gets', 'was', 'has'].includes(wordAt(tokens, at));

const answers = [...starts.otherwise, ...starts.ifSo, ...starts.join];

/** Whether something of its own begins at a place: a step, a condition, a trigger. */
function isStart(tokens: readonly Token[], at: number): boolean {
  return (
    isActionStart(tokens, at) ||
    readIf(tokens, at) !== null ||
    afterAny(tokens, at, answers) !== -1 ||
    afterAny(tokens, at, starts.each) !== -1 ||
    afterAny(tokens, at, ['depending on', 'depending upon']) !== -1 ||
    readScheduleStart(tokens, at) !== null ||
    readWaitStart(tokens, at) !== null ||
    readWhen(tokens, at) !== null ||
    readPassive(tokens, at) !== null
  );
}

/** "two hours after a purchase is completed": the event and how long after it. */
export function readDelay(tokens: readonly Token[], at: number) {
  const delay = readDuration(tokens, at);
  if (delay === null || wordAt(tokens, delay.end) !== 'after') return null;
  const when = readWhen(tokens, delay.end);
  return when === null ? null : { delay, when };
}

/** Begins something of its own also without a comma or "and" before it. */
function isOpener(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  if (
    readIf(tokens, at) !== null &&
    afterAny(
      tokens,
      at,
      vocabulary(`
  check, see, look, verify, test, find, make, given, assuming
`),
    ) === -1
  )
    return true;
  if (
    afterAny(tokens, at, [
      'otherwise',
      'depending on',
      'depending upon',
      'for each',
      'for every',
    ]) !== -1
  )
    return true;
  if (readScheduleStart(tokens, at) !== null || readWaitStart(tokens, at) !== null) return true;
  if (readDelay(tokens, at) !== null) return true;
  if (afterAny(tokens, at, ['when', 'whenever', 'in case']) !== -1) return true;
  // "email them else email us", but "everyone else".
  if (word === 'else' && !/(?:one|body|thing)$/.test(wordAt(tokens, at - 1))) return true;
  const isWhen = vocabulary(`
  when, whenever, every, each, once, anytime, any, everytime, as, after, upon, about, if
`).includes(word);
  return isWhen && word !== 'if' && readWhen(tokens, at) !== null;
}

/** Where the clause that begins at `from` ends. */
export function endOfClause(
  tokens: readonly Token[],
  from: number,
  isCase = (_at: number) => false,
): number {
  for (let at = from; at < tokens.length; at += 1) {
    if (isSentenceEnd(tokens, at)) return at;
    if (['->', '=>', '→'].includes(markAt(tokens, at))) return at;
    if (at === from || isOfLink(tokens, from, at)) continue;
    if (isOpener(tokens, at) || isNumbered(tokens, at)) return at;
    if (!isSeparator(tokens, at) && !joints.has(wordAt(tokens, at))) continue;
    if (wordAt(tokens, at) === 'then' && at + 1 < tokens.length) return at;
    const next = skipFillers(tokens, at);
    if (isStrange(tokens, at) || (isSeparator(tokens, at) && isMoved(tokens, at + 1))) return at;
    // An "and" or a comma that nothing of its own follows joins two nouns.
    if (next > at && next < tokens.length && !isSentenceEnd(tokens, next) && isStart(tokens, next))
      return at;
    if (isSeparator(tokens, at) && (isStart(tokens, at + 1) || isCase(next) || isCase(at + 1)))
      return at;
  }
  return tokens.length;
}

/** ", after paying go to https://...": where a checkout leads belongs to its link. */
function isOfLink(tokens: readonly Token[], from: number, at: number): boolean {
  const place = skip(tokens, at, [',', 'and', 'then']);
  if (afterAny(tokens, place, paid) === -1) return false;
  const isLink = tokens
    .slice(from, at)
    .some(({ norm }) => ['link', 'checkout', 'session'].includes(norm));
  let end = place;
  while (isLink && !isSentenceEnd(tokens, end) && !isSeparator(tokens, end)) end += 1;
  return tokens.slice(place, end).some(({ kind }) => kind === 'url');
}

const paid = vocabulary(`
  after paying, after payment, after the payment, after checkout, after the checkout, after success, afterwards, success,
  on success, when paid, once paid, when they paid, redirect, return, back to, then to, go to, send them to
`);

const MARKS_OF_LISTS = [',', '/', '&', '(', ')'];

const shortTests = vocabulary(`
  paid, unpaid, found, missing, empty, open, closed, active, failed, true, false, refunded, canceled, late, overdue
`);

/** Where the words behind "if" end and what to do begins. */
export function endOfTest(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at += 1) {
    if (isSentenceEnd(tokens, at)) return at;
    const word = wordAt(tokens, at);
    if (word === 'then' || afterAny(tokens, at, ['otherwise', 'or else']) !== -1) return at;
    const mark = markAt(tokens, at);
    if (
      isSeparator(tokens, at) &&
      mark !== '>' &&
      mark !== '-' &&
      !(MARKS_OF_LISTS.includes(mark) && isGoingOn(tokens, at + 1))
    )
      return at;
    // "if paid do nothing": one word may be all of it.
    const isShort = at === from + 1 && shortTests.includes(wordAt(tokens, from));
    if (at <= from + 1 && !isShort) continue;
    const isJoint = word === 'and' || word === 'but';
    if (isJoint && isActionAfter(tokens, at + 1)) return at;
    const before = wordAt(tokens, at - 1);
    const isFree =
      !isArticle(before) &&
      !['to', 'with', 'is', 'are', 'of', 'has', 'not', 'the', 'and', 'or', 'for', 'in'].includes(
        before,
      );
    const isInverted = word === 'should' || word === 'must';
    if (isFree && (isInverted || isActionStart(tokens, at) || readWaitStart(tokens, at) !== null))
      return withoutAdverbs(tokens, from, at);
  }
  return tokens.length;
}

/** "if it is under $20 just tell us": the small word belongs to what is done. */
function withoutAdverbs(tokens: readonly Token[], from: number, end: number): number {
  const isLight = (at: number) =>
    ['just', 'please', 'also', 'simply', 'only', 'then', 'immediately', 'directly'].includes(
      wordAt(tokens, at),
    );
  let at = end;
  while (at > from + 1 && isLight(at - 1)) at -= 1;
  return at;
}

function isActionAfter(tokens: readonly Token[], at: number): boolean {
  const place = skipFillers(tokens, at);
  return (
    isActionStart(tokens, place) ||
    readPassive(tokens, place) !== null ||
    readWaitStart(tokens, place) !== null
  );
}

/** Behind a comma: another comparison, or the rest of a list of values. */
function isGoingOn(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  if (word === 'and' || word === 'or') return !isActionAfter(tokens, at + 1);
  const isListed = after(tokens, at + 1, 'or') !== -1 || after(tokens, at + 2, 'or') !== -1;
  return isListed && !isStart(tokens, at);
}
