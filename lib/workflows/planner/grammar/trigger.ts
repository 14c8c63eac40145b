import type { State } from './state';
import type { TriggerSaid } from './tree';
import { vocabulary } from '../text/vocabulary';
import { completeSchedule, readScheduleRest } from '../phrases/schedule';
import { readOperator } from '../phrases/operator';
import { afterAny, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { readByHand } from '../triggers/by-hand';
import { beginOf, parseBareEvent, parseBareWebhook } from './bare';
import { readDelay, readWhen } from './boundary';
import { isActionStart, isSentenceEnd, isSeparator, readScheduleStart } from './markers';
import { withinEvent } from './within';
import type { Item } from './tree';

export function parseTrigger(state: State, items: Item[]): boolean {
  const { tokens, at } = state;
  if (state.trigger?.kind === 'schedule' && parseRest(state, state.trigger)) return true;
  if (state.trigger !== null) return false;
  const runs = afterAny(
    tokens,
    at,
    vocabulary(`
  run this workflow, run this, run it, run, start this, start it, start, do this, do it, repeat this, execute this,
  this is to be checked, this is to be done, this is to be run, this should be checked, this must be checked, this must be done, this should run, this must run, this has to run,
  this runs, this happens, this is done, this is checked, it is to be checked, it is to be done, it runs, it happens, starting, schedule this, schedule it, schedule, happens, repeat, check this, check it, check
`),
  );
  const from =
    runs !== -1 && (readScheduleStart(tokens, runs) !== null || readWhen(tokens, runs) !== null)
      ? runs
      : at;
  const schedule = readScheduleStart(tokens, from);
  if (schedule !== null) {
    state.trigger = {
      kind: 'schedule',
      recurrence: schedule.value,
      phrase: tokens.slice(from, schedule.end),
    };
    state.at = schedule.end;
    state.scheduleEnd = schedule.end;
    return true;
  }
  if (parseByHand(state) || parseBareWebhook(state, items)) return true;
  // A block inside of something begins with nothing too, and is no beginning.
  const isBegin = items.length === 0 && beginOf(tokens) >= at;
  // "if ... should the payment be refunded" asks for it.
  if (wordAt(tokens, from) === 'should' && !isBeginning(tokens, from)) return false;
  const given = afterAny(tokens, from, waits);
  const delayed = readDelay(tokens, from) ?? (given === -1 ? null : readDelay(tokens, given));
  const behind = delayed?.delay ?? null;
  const when =
    delayed?.when ??
    readWhen(tokens, from) ??
    (wordAt(tokens, from) === 'if' && (isBegin || isAny(tokens, from + 1))
      ? readIfEvent(tokens, from)
      : null);
  if (when === null) return isBegin && parseBareEvent(state, items);
  state.trigger = {
    kind: 'event',
    event: when.value,
    phrase: tokens.slice(behind?.end ?? from, when.end),
  };
  const within = withinEvent(tokens, when.from, when.end, when.value.left);
  // What decides at the beginning decides about all, also about what was said before it.
  items.unshift(...within.tests);
  items.push(...within.told);
  // What is said of the beginning comes before what was said before it.
  if (behind !== null)
    items.unshift({
      kind: 'wait',
      tokens: tokens.slice(from, behind.end),
      phrase: tokens.slice(from, behind.end),
    });
  state.at = within.end;
  state.triggerEnd = within.end;
  return true;
}

/** "if a subscription ends": one of many, and not the one that was spoken of. */
const isAny = (tokens: readonly Token[], at: number) =>
  vocabulary(`a, an, any, its, his, her, their, somebody, someone, anybody, anyone`).includes(
    wordAt(tokens, at),
  );

const isBeginning = (tokens: readonly Token[], at: number) =>
  at === 0 || isSentenceEnd(tokens, at - 1) || isSeparator(tokens, at - 1);

/** May lead in how long after the event it begins. */
const waits = ['give it', 'give them', 'wait for', 'wait', 'allow', 'hold off for'];

/** "... at 9", "... Berlin time": what the schedule lacked is said later. */
function parseRest(state: State, trigger: Extract<TriggerSaid, { kind: 'schedule' }>): boolean {
  const rest = readScheduleRest(state.tokens, state.at);
  if (rest === null) return false;
  const { times, every, daysOfWeek } = rest.value;
  const isNews = trigger.recurrence.times.length === 0 || times.length === 0;
  if (!isNews || every !== null || daysOfWeek.length > 0) return false;
  state.trigger = { ...trigger, recurrence: completeSchedule(trigger.recurrence, rest.value) };
  state.at = rest.end;
  state.scheduleEnd = rest.end;
  return true;
}

/** "if a payment fails, ..." at the beginning starts the workflow. */
function readIfEvent(tokens: readonly Token[], at: number) {
  const asWhen = tokens.map((token, place) => (place === at ? { ...token, norm: 'when' } : token));
  const found = readWhen(asWhen, at);
  if (found === null) return null;
  const { tests, end } = withinEvent(tokens, found.from, found.end, []);
  const compared = new Set(tests.flatMap((test) => ('phrase' in test ? test.phrase : [])));
  // "if a refund over 50 dollars happens" is an event, "if the total is over 50" compares.
  const isComparison = tokens
    .slice(at, end)
    .some(
      (token, place) =>
        !compared.has(token) &&
        (token.kind === 'number' ||
          token.kind === 'quoted' ||
          readOperator(tokens, at + place) !== null),
    );
  const isSaid = tokens[found.from]?.norm === 'the' && tests.length > 0;
  return isComparison || isSaid ? null : found;
}

function parseByHand(state: State): boolean {
  const end = afterAny(
    state.tokens,
    state.at,
    vocabulary(`
  run by hand, started by hand, start by hand, runs by hand, run manually, started manually, start manually, run on
  demand, manually, by hand, on demand, on request, at the press of a button, at the push of a button, on button press, on
  click, manual start, manual run, manual trigger, hand start, start on demand, start at the press of a button, press a button, be able to press a button, push a button, at a click
`),
  );
  const pressed = end === -1 && state.trigger === null ? readPress(state) : end;
  if (pressed === -1) return false;
  return startByHand(state, pressed);
}

/** "I press run, ...": the place behind, or -1. */
function readPress({ tokens, at }: State): number {
  const isMe = ['i', 'we', 'you'].includes(wordAt(tokens, at - 1));
  let end = at;
  while (end < tokens.length && !isSentenceEnd(tokens, end) && !isSeparator(tokens, end)) end += 1;
  const words = tokens.slice(Math.max(0, at - 1), end).map(({ norm }) => norm);
  return isMe && end > at && end < tokens.length && readByHand(words) ? end : -1;
}

function startByHand(state: State, end: number): boolean {
  const event = { trigger: { type: 'manual' as const }, note: null, left: [] };
  state.trigger = { kind: 'event', event, phrase: state.tokens.slice(state.at, end) };
  state.at = end;
  return true;
}

/** "when a customer is deleted, ...": something that happens, and that no trigger is known for. */
export function parseUnknownEvent(state: State, items: Item[]): boolean {
  const { tokens, at } = state;
  const from = afterAny(tokens, at, [
    'when',
    'whenever',
    'every time',
    'each time',
    'as soon as',
    'once',
  ]);
  if (from === -1 || state.trigger !== null) return false;
  let end = from + 2;
  while (
    end < tokens.length &&
    !isSentenceEnd(tokens, end) &&
    !isSeparator(tokens, end) &&
    !isActionStart(tokens, end)
  )
    end += 1;
  if (end > tokens.length) return false;
  items.push({ kind: 'unknown', phrase: tokens.slice(at, end), isEvent: true });
  state.at = end;
  return true;
}
