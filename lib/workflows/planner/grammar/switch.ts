import { vocabulary } from '../text/vocabulary';
import { readNoun } from '../phrases/noun';
import { after, afterAny, skip, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { isActionStart, isSentenceEnd, isSeparator, starts } from './markers';
import { parseBlock } from './parse';
import type { Nesting, State } from './state';
import type { Item, SwitchItem } from './tree';

const openers = vocabulary(`
  if it is, if they are, when it is, when they are, in case of, in the case of, in case it is, for, if, when, case,
  on, with
`);
const VALUE_WORDS_MAX = 8;

/** Behind "for DE": where the value begins and ends, or null: no case begins here. */
function readCase(
  tokens: readonly Token[],
  at: number,
): { from: number; to: number; end: number } | null {
  const from = afterAny(tokens, at, openers);
  const bare = from === -1 ? at : from;
  if (afterAny(tokens, at, starts.otherwise) !== -1) return null;
  for (let to = bare; to <= bare + VALUE_WORDS_MAX && to < tokens.length; to += 1) {
    if (isSentenceEnd(tokens, to)) return null;
    const isEnd = isSeparator(tokens, to) && !isValueList(tokens, to);
    const isVerb =
      to > bare &&
      (isActionStart(tokens, to) || ['then', 'means', 'goes', 'gets'].includes(wordAt(tokens, to)));
    // Without "for" or "if" only a colon or an arrow tells a case.
    const isSure = from !== -1 || [':', '->', '=>', '→'].includes(tokens[to]?.norm ?? '');
    if ((isEnd || isVerb) && to > bare && isSure)
      return { from: bare, to, end: isEnd ? to + 1 : to };
    if (isEnd) return null;
  }
  return null;
}

/** "DE, AT or CH:": the comma stands within the list. */
function isValueList(tokens: readonly Token[], at: number): boolean {
  const isShort =
    wordAt(tokens, at + 2) === 'or' ||
    wordAt(tokens, at + 2) === 'and' ||
    ['or', 'and'].includes(wordAt(tokens, at + 1));
  return (
    tokens[at]?.norm === ',' &&
    isShort &&
    !isActionStart(tokens, at + 1) &&
    !isActionStart(tokens, at + 2)
  );
}

export const isCaseStart = (tokens: readonly Token[], at: number) => readCase(tokens, at) !== null;

const deciding = vocabulary(`
  decides, determines, says, tells, where, who, what, which, way, happens, next, it, goes, on, to, gets, the, mail, do
`);

/** "the field country decides: ...": behind the words for what decides, or -1. */
function readDecided(tokens: readonly Token[], at: number): number {
  const noun = readNoun(tokens.slice(0, at + VALUE_WORDS_MAX), at);
  const verb = tokens.findIndex(
    ({ norm }, place) =>
      place > at && place <= at + VALUE_WORDS_MAX && deciding.slice(0, 2).includes(norm),
  );
  return noun === null || verb === -1 || tokens.slice(at, verb).some(({ kind }) => kind !== 'word')
    ? -1
    : verb;
}

/** "depending on the country: for DE ..., for FR ..., otherwise ...". */
export function parseSwitch(state: State, items: Item[], nesting: Nesting): boolean {
  const { tokens, at } = state;
  const decided = readDecided(tokens, at);
  const begin = decided === -1 ? afterAny(tokens, at, starts.depending) : at;
  // "look at https://..." asks for it.
  if (begin === -1 || tokens[begin]?.kind === 'url') return false;
  let end = decided === -1 ? begin : decided;
  while (
    decided === -1 &&
    end < tokens.length &&
    !isSentenceEnd(tokens, end) &&
    !isSeparator(tokens, end) &&
    !(end > begin && isActionStart(tokens, end))
  )
    end += 1;
  const item: SwitchItem = {
    kind: 'switch',
    subject: tokens.slice(begin, end),
    phrase: tokens.slice(at, end),
    cases: [],
    otherwise: null,
  };
  const first = nextPlace(tokens, decided === -1 ? end : skip(tokens, end, deciding));
  if (end === begin || !isCaseStart(tokens, first)) return false;
  state.at = first;
  items.push(item);
  parseCases(state, item, nesting);
  return true;
}

/** Cases may stand in sentences of their own. */
function nextPlace(tokens: readonly Token[], at: number): number {
  let place = at;
  while (
    place < tokens.length &&
    (isSentenceEnd(tokens, place) ||
      isSeparator(tokens, place) ||
      ['and', 'but', 'or'].includes(wordAt(tokens, place)))
  )
    place += 1;
  return place;
}

function parseCases(state: State, item: SwitchItem, nesting: Nesting): void {
  const { tokens } = state;
  for (;;) {
    const found = readCase(tokens, state.at);
    if (found === null) return;
    const items: Item[] = [];
    item.cases.push({ values: tokens.slice(found.from, found.to), items });
    state.at = found.end;
    const ending = parseBlock(state, items, {
      ...nesting,
      isInside: true,
      hasOtherwise: true,
      isInSwitch: true,
      around: null,
    });
    if (ending === 'join') return;
    const place = nextPlace(tokens, state.at);
    const otherwise = afterAny(tokens, place, starts.otherwise);
    if (otherwise !== -1) {
      state.at = after(tokens, otherwise, 'case') === -1 ? otherwise : otherwise + 1;
      item.otherwise = [];
      parseBlock(state, item.otherwise, {
        ...nesting,
        isInside: true,
        hasOtherwise: false,
        isInSwitch: false,
        around: null,
      });
      return;
    }
    if (!isCaseStart(tokens, place)) return;
    state.at = place;
  }
}
