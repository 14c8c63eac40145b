import { readEvent, type EventSaid } from '../triggers/events';
import { vocabulary } from '../text/vocabulary';
import { markAt, skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import { adjectives } from '../triggers/adjectives';
import {
  isActionStart,
  isNumbered,
  isSentenceEnd,
  isSeparator,
  readIf,
  skipFillers,
} from './markers';
import { readPassive } from './passive';
import { readRelative } from './relative';
import type { State } from './state';
import type { Item } from './tree';
import { withinEvent } from './within';

/** Where the words begin to say something: behind titles, greetings and the marks of a list. */
export function beginOf(tokens: readonly Token[]): number {
  let at = skipFillers(tokens, 0);
  while (at < tokens.length && isSentenceEnd(tokens, at)) at = skipFillers(tokens, at + 1);
  return at;
}

const calls = vocabulary(
  `call, calls, request, requests, trigger, triggers, start, starts, event, in, comes, arrives`,
);

/** "Trigger: webhook.", "webhook -> ...", "Webhook from support.": a webhook without "when". */
export function parseBareWebhook(state: State, items: readonly Item[]): boolean {
  const { tokens, at } = state;
  if (state.trigger !== null) return false;
  const isTitled =
    ['trigger', 'start', 'when'].includes(wordAt(tokens, at)) && markAt(tokens, at + 1) === ':';
  const isBegin = items.length === 0 && beginOf(tokens) >= at;
  if (!isTitled && !isBegin) return false;
  const leads = vocabulary(`a, an, the, incoming, inbound, new, our, by, from, via, per, on`);
  const place = skip(tokens, isTitled ? at + 2 : at, leads);
  if (wordAt(tokens, place) !== 'webhook') return false;
  let end = skip(tokens, place + 1, calls);
  // "from support", "of the shop": who calls it says nothing more.
  if (['from', 'of', 'by'].includes(wordAt(tokens, end)))
    while (!isSentenceEnd(tokens, end) && !isSeparator(tokens, end) && end < place + 7) end += 1;
  if (!isSentenceEnd(tokens, end) && !isSeparator(tokens, end)) return false;
  const event = { trigger: { type: 'webhook' as const }, note: null, left: [] };
  state.trigger = { kind: 'event', event, phrase: tokens.slice(at, end) };
  state.at = end;
  state.triggerEnd = end;
  return true;
}

/** More words beside an event say something else. */
const BARE_LEFT_MAX = 3;

const orders = vocabulary(`should, must, needs, need, shall, will, receive, receives, get, gets`);

/** "payment fails -> ...", "Failed payment.", "Paid invoices over 50 are to be ...": no "when". */
export function parseBareEvent(state: State, items: Item[]): boolean {
  const { tokens, at } = state;
  if (isActionStart(tokens, at) || readIf(tokens, at) !== null) return false;
  const found = readSubject(tokens, at) ?? readTitle(tokens, at);
  if (found === null) return false;
  const { value: event, end } = found;
  state.trigger = { kind: 'event', event, phrase: tokens.slice(at, end) };
  const within = withinEvent(tokens.slice(0, end), at, end, event.left);
  items.unshift(...within.tests);
  items.push(...within.told);
  state.at = readApart(tokens, end, items);
  return true;
}

/** "New customers, whose email ends with .edu, ...": who is meant may stand between commas. */
function readApart(tokens: readonly Token[], end: number, items: Item[]): number {
  const isApart = markAt(tokens, end) === ',' && ['whose', 'who'].includes(wordAt(tokens, end + 1));
  const found = isApart ? readRelative(tokens, end + 1) : null;
  if (found === null) return end;
  const phrase = tokens.slice(end + 1, found.end);
  items.unshift({ kind: 'if', test: found.value, isNegated: false, phrase, yes: [], no: null });
  return found.end;
}

/** Up to a mark, or to what is ordered: "Failed payment", "new customers (shall get ...)". */
function readTitle(tokens: readonly Token[], at: number): Read<EventSaid> | null {
  let end = at;
  while (
    !isSentenceEnd(tokens, end) &&
    !isSeparator(tokens, end) &&
    !isNumbered(tokens, end) &&
    !(orders.includes(wordAt(tokens, end)) && readKnown(tokens, at, end) !== null)
  )
    end += 1;
  return end >= tokens.length ? null : readKnown(tokens, at, end);
}

/** "Paid invoices of more than 50 EUR are to be ...": what is acted on has just happened. */
function readSubject(tokens: readonly Token[], at: number): Read<EventSaid> | null {
  const passive = readPassive(tokens, at);
  if (passive === null || passive.isReceiver || passive.subject[1] === at) return null;
  const [, end] = passive.subject;
  const found = readKnown(tokens, at, end);
  const isPlain = found !== null && tokens.slice(at, end).some(({ norm }) => adjectives.has(norm));
  return isPlain && found.value.trigger.type === 'stripe_event' ? found : null;
}

function readKnown(tokens: readonly Token[], at: number, end: number): Read<EventSaid> | null {
  const isOther = tokens
    .slice(at, end)
    .some(({ norm }) => ['when', 'whenever', 'be'].includes(norm));
  const event =
    isOther || end === at
      ? null
      : (readEvent(tokens.slice(at, end)) ?? happeningOf(tokens, at, end));
  const isKnown = event !== null && event.trigger.type !== 'manual';
  return isKnown && event.left.length <= leftMax(tokens, at, end) ? { value: event, end } : null;
}

/** Words that narrow the event down are read apart, and do not make it another one. */
function leftMax(tokens: readonly Token[], at: number, end: number): number {
  const narrowed = narrowingAt(tokens, at, end);
  return narrowed === -1 ? BARE_LEFT_MAX : BARE_LEFT_MAX + end - narrowed;
}

function narrowingAt(tokens: readonly Token[], at: number, end: number): number {
  for (let place = at + 1; place < end; place += 1)
    if (readRelative(tokens.slice(0, end), place) !== null) return place;
  return -1;
}

/** "disputes below 10 euro": a noun of something that happens. */
function happeningOf(tokens: readonly Token[], at: number, end: number): EventSaid | null {
  const narrowed = narrowingAt(tokens, at, end);
  const [first] = tokens.slice(at, narrowed);
  if (narrowed === -1 || first === undefined) return null;
  const happens: Token = { ...first, kind: 'word', norm: 'happens', text: 'happens' };
  const event = readEvent([...tokens.slice(at, narrowed), happens]);
  return event?.left.length === 0 && event.trigger.type === 'stripe_event' ? event : null;
}
