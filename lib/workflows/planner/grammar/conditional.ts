import { parseBlock, parseStatement } from './parse';
import { outside, skipLight, type Ending, type Nesting, type State } from './state';
import { readMoney } from '../phrases/money';
import { isNumeric, readOperator } from '../phrases/operator';
import { readValue } from '../phrases/value';
import { readComparison } from '../phrases/comparison';
import { afterAny, markAt, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { endOfTest } from './boundary';
import {
  isActionStart,
  isSentenceEnd,
  isSeparator,
  readIf,
  readWaitStart,
  starts,
} from './markers';
import { readPassive } from './passive';
import { receivedAt } from './rewrite/implied';
import type { IfItem, Item } from './tree';

/** "if it is FR" behind "if the country is DE": only one of them can hold. */
export function isAlternative(
  tokens: readonly Token[],
  at: number,
  around: readonly Token[],
): boolean {
  if (wordAt(tokens, at) !== 'if' && wordAt(tokens, at) !== 'when') return false;
  const test = tokens.slice(at + 1, endOfTest(tokens, at + 1));
  const is = test.findIndex(({ norm }) => norm === 'is');
  const isAround = around.findIndex(({ norm }) => norm === 'is');
  if (is === -1 || isAround === -1) return false;
  const isNumeric = [test, around].some((each) =>
    each.some((_, place) => readOperator(each, place) !== null || each[place]?.kind === 'number'),
  );
  const same = ['it', 'they', around[isAround - 1]?.norm];
  return !isNumeric && same.includes(test[is - 1]?.norm);
}

/** A condition that the rest of the list goes on behind. */
export function closeIf(state: State, item: IfItem, ending: Ending): void {
  if (ending === 'otherwise') {
    const end = afterAny(state.tokens, state.at, starts.otherwise);
    state.at = end;
    item.no = [];
    parseBlock(state, item.no, { ...outside, isInside: true });
  } else if (ending === 'alternative') {
    item.no = [];
    parseStatement(state, item.no, { ...outside, isInside: true, hasOtherwise: true }, false);
  }
}

export function parseIf(state: State, items: Item[], nesting: Nesting, isDirect: boolean): boolean {
  const { tokens, at } = state;
  const isOpen = state.trigger === null && items.length === 0;
  if (parseAsked(state, items)) return true;
  const lead =
    readIf(tokens, at) ??
    readWhenAsIf(tokens, at, isOpen) ??
    readMoreOfTrigger(state, items) ??
    readAmountAsIf(tokens, at);
  if (lead === null) return false;
  const end = endOfTest(tokens, lead.end);
  const item: IfItem = {
    kind: 'if',
    test: withSubject(tokens.slice(lead.end, end)),
    isNegated: lead.kind === 'unless',
    phrase: tokens.slice(at, end),
    yes: [],
    no: null,
  };
  const delay = isDirect || wordAt(tokens, end) !== 'after' ? null : readWaitStart(tokens, end);
  const isSpent =
    delay !== null && (isSeparator(tokens, delay.end) || isSentenceEnd(tokens, delay.end));
  state.at = isSpent ? delay.end : end;
  const before = items.at(-1);
  // "if they have not paid after 5 days": the days pass before anybody looks.
  const waited = tokens.slice(end, delay?.end ?? end);
  if (isSpent) items.push({ kind: 'wait', tokens: waited, phrase: waited });
  if (isDirect && before !== undefined) {
    items[items.length - 1] = around(item, before, lead.kind === 'only');
    const place = skipLight(tokens, end);
    const otherwise = afterAny(tokens, place, starts.otherwise);
    if (otherwise !== -1) {
      state.at = place;
      closeIf(state, item, 'otherwise');
    }
    return true;
  }
  const last = items.at(-1);
  if (last?.kind === 'if' && last.no === null && isAlternative(tokens, at, last.test))
    last.no = [item];
  else items.push(item);
  if (lead.kind === 'check' && isSentenceEnd(tokens, end)) return true;
  const ending = parseBlock(state, item.yes, {
    isInside: true,
    hasOtherwise: true,
    isInSwitch: nesting.isInSwitch,
    around: item.test,
  });
  closeIf(state, item, ending);
  const isAlone =
    !isSpent &&
    item.yes.length === 0 &&
    item.no === null &&
    lead.kind !== 'check' &&
    before !== undefined &&
    items.at(-1) === item;
  if (isAlone) items.splice(-2, 2, around(item, before, lead.kind === 'only'));
  return true;
}

function parseAsked(state: State, items: Item[]): boolean {
  const asked = readAsked(state, items);
  if (asked === null) return false;
  state.at = asked.end;
  items.push(asked.item);
  parseBlock(state, asked.item.yes, { ...outside, isInside: true, hasOtherwise: true });
  return true;
}

/** "Status not 200? Email us.": a question that a step answers. */
function readAsked(
  { tokens, at, trigger }: State,
  items: readonly Item[],
): { item: IfItem; end: number } | null {
  let end = at;
  while (!isSentenceEnd(tokens, end)) end += 1;
  const isOpen = trigger === null || markAt(tokens, end) !== '?' || readIf(tokens, at) !== null;
  if (isOpen || (items.length === 0 && trigger.kind === 'schedule')) return null;
  const test = tokens.slice(at, end);
  const isSaid = test.some(
    ({ norm }, place) =>
      ['is', 'not', 'still'].includes(norm) || readOperator(test, place) !== null,
  );
  const isAction = isActionStart(tokens, at) || readComparison(test, 0)?.end !== test.length;
  if (!isSaid || isAction || end + 1 >= tokens.length) return null;
  return {
    item: { kind: 'if', test, isNegated: false, phrase: test, yes: [], no: null },
    end: end + 1,
  };
}

/** "when a webhook arrives and the amount is over 10": what holds besides the event. */
function readMoreOfTrigger(
  { tokens, at, triggerEnd }: State,
  items: readonly Item[],
): { kind: 'if'; end: number } | null {
  const isBehind =
    triggerEnd !== -1 &&
    items.length === 0 &&
    at > triggerEnd &&
    skipLight(tokens, triggerEnd) === at;
  const isOther = afterAny(tokens, at, [...starts.each, ...starts.depending]) !== -1;
  if (!isBehind || isOther || isActionStart(tokens, at) || readPassive(tokens, at) !== null)
    return null;
  const until = endOfTest(tokens, at);
  const isTest = tokens
    .slice(at, until)
    .some(
      ({ norm }, place) =>
        norm === 'is' || norm === 'has' || readOperator(tokens, at + place) !== null,
    );
  return isTest ? { kind: 'if', end: at } : null;
}

/** "Above 250 euro mail ...": at the beginning of a sentence an amount decides. */
function readAmountAsIf(tokens: readonly Token[], at: number): { kind: 'if'; end: number } | null {
  const operator = readOperator(tokens, at);
  const isBeginning = at === 0 || isSentenceEnd(tokens, at - 1);
  const isAmount = operator !== null && isNumeric(operator.value) && isBeginning;
  return isAmount && readValue(tokens, operator.end)?.value.kind !== 'text'
    ? { kind: 'if', end: at }
    : null;
}

/** "only if 40 francs or more", "above 250 euro": it is. */
function withSubject(test: readonly Token[]): readonly Token[] {
  const [first] = test;
  const operator = readOperator(test, 0);
  const isBare =
    first !== undefined &&
    (operator === null ? readMoney(test, 0) !== null : isNumeric(operator.value));
  return isBare ? [{ ...first, kind: 'word', norm: 'it', text: 'it' }, ...test] : test;
}

/** "email me if ...": the step stands before its condition. */
function around(item: IfItem, before: Item, isOnly: boolean): IfItem {
  item.yes = [before];
  // "go on only if": otherwise it ends.
  if (before.kind === 'nothing' && before.isGoingOn && isOnly) item.no = [{ kind: 'stop' }];
  return item;
}

/** "when the amount is over 100": no event, so a condition; at the beginning an event that is not known. */
function readWhenAsIf(
  tokens: readonly Token[],
  at: number,
  isOpen: boolean,
): { kind: 'if' | 'only'; end: number } | null {
  const end = afterAny(tokens, at, ['whenever', 'when', 'in case', 'where', 'while', 'for']);
  // "for each item whose ..." is a loop.
  if (end === -1 || afterAny(tokens, at, starts.each) !== -1) return null;
  const until = endOfTest(tokens, end);
  const hasOperator = tokens
    .slice(end, until)
    .some((_, place) => readOperator(tokens, end + place) !== null);
  const is = tokens.findIndex(
    ({ norm }, place) => place >= end && place < until && (norm === 'is' || norm === 'are'),
  );
  const isState = is !== -1 && ['from', 'in', 'not', 'a', 'an'].includes(wordAt(tokens, is + 1));
  const has = tokens.findIndex(
    ({ norm }, place) => place >= end && place < until && norm === 'has',
  );
  const isReceived =
    has !== -1 && tokens.slice(end, has).some((_, place) => receivedAt(tokens, end + place));
  const isPlain = wordAt(tokens, at) !== 'for' && (isReceived || (isOpen ? isState : is !== -1));
  return hasOperator || isPlain ? { kind: 'if', end } : null;
}
