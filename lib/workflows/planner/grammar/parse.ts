import { parseDistribution } from './distribution';
import { isAlternative, closeIf, parseIf } from './conditional';
import { parseTrigger, parseUnknownEvent } from './trigger';
import { parseStep } from './step';
import { outside, skipLight, type Ending, type Nesting, type State } from './state';
import { afterAny, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { isActionStart, isSentenceEnd, isSeparator, readIf, skipFillers, starts } from './markers';
import { rewrite } from './rewrite/rewrite';
import { isCaseStart, parseSwitch } from './switch';
import type { IfItem, Item, Program } from './tree';

/** Reads all sentences. Every step of it moves on, so it ends on any words. */
export function parseProgram(tokens: readonly Token[]): Program {
  const state: State = { tokens, at: 0, trigger: null, triggerEnd: -1, scheduleEnd: -1 };
  const items: Item[] = [];
  while (state.at < tokens.length) {
    const before = state.at;
    parseBlock(state, items, outside);
    if (state.at === before) state.at += 1;
  }
  return rewrite({ trigger: state.trigger, items }, tokens);
}

/** Reads steps into a list until something ends the block. */
export function parseBlock(state: State, items: Item[], nesting: Nesting): Ending {
  const { tokens } = state;
  let lastEnd = -1;
  while (state.at < tokens.length) {
    if (isSentenceEnd(tokens, state.at)) {
      if (nesting.isInside) return 'end';
      state.at += 1;
      continue;
    }
    const direct = state.at === lastEnd;
    const marker = readMarker(state, nesting);
    if (
      marker === 'otherwise' ||
      marker === 'join' ||
      marker === 'case' ||
      marker === 'alternative'
    )
      return marker;
    if (marker === 'skipped') continue;
    const place = skipFillers(tokens, state.at);
    if (place !== state.at) {
      // The words behind a filler may be a marker again.
      state.at = place;
      continue;
    }
    const before = state.at;
    parseStatement(state, items, nesting, direct);
    if (state.at === before) state.at += 1;
    lastEnd = state.at;
  }
  return 'end';
}

/** "otherwise", "in either case" and the like, which may belong to somebody outside. */
function readMarker(state: State, nesting: Nesting): Ending | 'skipped' | null {
  const { tokens } = state;
  const place = skipLight(tokens, state.at);
  if (nesting.isInSwitch && isCaseStart(tokens, place)) {
    state.at = place;
    return 'case';
  }
  const join = afterAny(tokens, place, starts.join);
  // "at the end of every month" joins nothing.
  if (join !== -1 && wordAt(tokens, join) !== 'of') {
    if (nesting.isInside) {
      state.at = place;
      return 'join';
    }
    state.at = join;
    return 'skipped';
  }
  if (afterAny(tokens, place, starts.otherwise) !== -1 && nesting.hasOtherwise) {
    state.at = place;
    return 'otherwise';
  }
  if (nesting.around !== null && isAlternative(tokens, place, nesting.around)) {
    state.at = place;
    return 'alternative';
  }
  return null;
}

/** The condition that an "otherwise" of a later sentence belongs to. */
function findOpen(items: readonly Item[]): Extract<Item, { kind: 'if' | 'switch' }> | null {
  const last = items.at(-1);
  if (last?.kind === 'switch') return last.otherwise === null ? last : findOpen(last.otherwise);
  if (last?.kind === 'if') return last.no === null ? last : findOpen(last.no);
  return last?.kind === 'each' ? findOpen(last.body) : null;
}

/** "if they don't, stop; if they do, ...": the other answer came first. */
function unanswered(items: readonly Item[]): IfItem | null {
  const last = items.at(-1);
  return last?.kind === 'if' && last.yes.length === 0 ? last : null;
}

/** "if so", "otherwise", and "if it isn't," which says nothing more: the place behind, or -1. */
function readAnswer(tokens: readonly Token[], at: number, isYes: boolean): number {
  const short = isYes ? starts.ifItIs : starts.ifItIsNot;
  const end = afterAny(tokens, at, short);
  if (end !== -1 && (isSeparator(tokens, end) || wordAt(tokens, end) === 'then')) return end;
  return afterAny(tokens, at, isYes ? starts.ifSo : starts.otherwise);
}

/** A condition within the trigger's words decides about all behind it, until somebody says otherwise. */
function openGate(items: Item[]): IfItem | null {
  const at = items.findIndex(
    (item) => item.kind === 'if' && item.yes.length === 0 && item.no === null,
  );
  const gate = items[at];
  if (gate?.kind !== 'if') return null;
  gate.yes = items.splice(at + 1);
  return gate;
}

/** One thing that is said; the order of the questions decides between readings. */
export function parseStatement(
  state: State,
  items: Item[],
  nesting: Nesting,
  isDirect: boolean,
): void {
  const { tokens, at } = state;
  const otherwise = readAnswer(tokens, at, false);
  if (otherwise !== -1 && parseOtherwise(state, items, otherwise)) return;
  const nothing =
    otherwise === -1 ? -1 : afterAny(tokens, otherwise, ['do nothing', 'nothing', 'ignore it']);
  if (nothing !== -1) {
    state.at = nothing;
    return;
  }
  const ifSo = readAnswer(tokens, at, true);
  const open = ifSo === -1 ? null : (findOpen(items) ?? unanswered(items));
  if (open?.kind === 'if') {
    state.at = ifSo;
    closeIf(
      state,
      open,
      parseBlock(state, open.yes, { ...nesting, isInside: true, hasOtherwise: true }),
    );
    return;
  }
  if (parseTrigger(state, items)) return;
  if (parseDistribution(state, items)) return;
  if (parseSwitch(state, items, nesting)) return;
  if (parseIf(state, items, nesting, isDirect)) return;
  if (parseUnknownEvent(state, items)) return;
  if (parseEach(state, items, nesting, isDirect)) return;
  parseStep(state, items, nesting);
}

function parseOtherwise(state: State, items: Item[], end: number): boolean {
  const open = findOpen(items) ?? openGate(items);
  if (open === null) return false;
  state.at = end;
  const way: Item[] = [];
  parseBlock(state, way, { ...outside, isInside: true });
  if (open.kind === 'if') open.no = way;
  else open.otherwise = way;
  return true;
}

/** "for every member one mail": what each of them gets. */
const isMadeAt = (tokens: readonly Token[], at: number) =>
  ['mail', 'email', 'coupon', 'invoice'].includes(wordAt(tokens, at));

function parseEach(state: State, items: Item[], nesting: Nesting, isDirect: boolean): boolean {
  const { tokens, at } = state;
  const begin = afterAny(tokens, at, starts.each);
  if (begin === -1) return false;
  let end = begin;
  while (
    end < tokens.length &&
    !isSentenceEnd(tokens, end) &&
    !isSeparator(tokens, end) &&
    wordAt(tokens, end) !== 'then' &&
    !(
      end > begin &&
      (isActionStart(tokens, end) ||
        readIf(tokens, end) !== null ||
        (['one', 'a', 'an'].includes(wordAt(tokens, end)) && isMadeAt(tokens, end + 1)) ||
        (wordAt(tokens, end) === 'and' &&
          (isActionStart(tokens, end + 1) ||
            isSeparator(tokens, end + 1) ||
            readIf(tokens, end + 1) !== null)))
    )
  )
    end += 1;
  if (end === begin) return false;
  const body: Item[] = [];
  const item: Item = {
    kind: 'each',
    list: tokens.slice(begin, end),
    phrase: tokens.slice(at, end),
    body,
  };
  state.at = end;
  const before = items.at(-1);
  if (isDirect && before !== undefined) {
    body.push(before);
    items[items.length - 1] = item;
    return true;
  }
  items.push(item);
  const inside: Nesting = { ...nesting, isInside: true, hasOtherwise: false, around: null };
  parseBlock(state, body, inside);
  // "loop through its items; save each": the next sentence says what is done.
  if (body.length === 0 && before === undefined && isSentenceEnd(tokens, state.at)) {
    state.at += 1;
    parseBlock(state, body, inside);
  }
  if (body.length === 0 && before !== undefined) {
    body.push(before);
    items.splice(-2, 2, item);
  }
  return true;
}
