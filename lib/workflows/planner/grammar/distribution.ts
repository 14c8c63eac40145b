import { isPronoun } from '../phrases/noun';
import { singular } from '../text/forms';
import { afterAny, skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import { vocabulary } from '../text/vocabulary';
import { isActionStart, isSentenceEnd, isSeparator, starts } from './markers';
import type { State } from './state';
import type { Item, SwitchItem } from './tree';

const verbs = vocabulary(
  `send, forward, route, direct, email, mail, pass, assign, post, give, hand, deliver, notify`,
);

const elses = [
  ...vocabulary(`
  everything else, everyone else, everybody else, anything else, anyone else, all the others, all others, all other ones,
  all the other ones, the other ones, the others, others, the rest, all the rest, all other cases, any other, all other
`),
].sort((a, b) => b.length - a.length);

/** "bugs to dev@example.com". */
interface Share {
  /** Empty: whatever is left over. */
  values: readonly Token[];
  target: readonly Token[];
}

interface Distribution {
  verb: Token | null;
  shares: Share[];
  otherwise: Share | null;
}

const VALUE_WORDS_MAX = 5;

/** An address, or our webhook, with whose it is before it. */
function readTarget(tokens: readonly Token[], at: number): Read<readonly Token[]> | null {
  const token = tokens[at];
  if (token?.kind === 'email' || token?.kind === 'url') return { value: [token], end: at + 1 };
  const place = skip(tokens, at, ['our', 'the', 'my', 'a']);
  if (wordAt(tokens, place) === 'webhook')
    return { value: tokens.slice(at, place + 1), end: place + 1 };
  // "the billing team at billing@example.com".
  for (let next = place; next < place + 4; next += 1) {
    if (wordAt(tokens, next) === '') return null;
    if (wordAt(tokens, next) !== 'at') continue;
    const address = tokens[next + 1];
    return address?.kind === 'email' ? { value: [address], end: next + 2 } : null;
  }
  return null;
}

const toward = ['to', 'at', 'into', 'go to', 'goes to', 'should go to', 'gets sent to'];

function readShare(tokens: readonly Token[], at: number): Read<Share> | null {
  const rest = afterAny(tokens, at, elses);
  const isOther = rest === -1 && afterAny(tokens, at, [...starts.otherwise, 'if', 'when']) !== -1;
  if (isOther || isPronoun(wordAt(tokens, at))) return null;
  const from = rest === -1 ? at : rest;
  for (let to = from; to <= from + VALUE_WORDS_MAX; to += 1) {
    const token = tokens[to];
    const end = to === from && rest === -1 ? -1 : afterAny(tokens, to, toward);
    const target = end === -1 ? null : readTarget(tokens, end);
    if (target !== null)
      return {
        value: { values: rest === -1 ? tokens.slice(at, to) : [], target: target.value },
        end: target.end,
      };
    if (
      token === undefined ||
      (token.kind !== 'word' && token.kind !== 'quoted' && token.kind !== 'number')
    )
      return null;
  }
  return null;
}

/** "send bugs to a@example.com, questions to b@example.com and everything else to c@example.com". */
function readDistribution(
  tokens: readonly Token[],
  at: number,
  isChoice: boolean,
): Read<Distribution> | null {
  const isLed = verbs.includes(wordAt(tokens, at));
  const found: Distribution = {
    verb: isLed ? (tokens[at] ?? null) : null,
    shares: [],
    otherwise: null,
  };
  let end = isLed ? at + 1 : at;
  for (let place = end; ; place = behindJoint(tokens, end, isChoice)) {
    const share = place === -1 ? null : readShare(tokens, place);
    if (share === null) break;
    if (share.value.values.length === 0) found.otherwise = share.value;
    else found.shares.push(share.value);
    ({ end } = share);
  }
  const count = found.shares.length + (found.otherwise === null ? 0 : 1);
  return count < 2 || found.shares.length === 0 ? null : { value: found, end };
}

/** Behind ", and" with the verb said once more or not; -1: nothing is joined there. */
function behindJoint(tokens: readonly Token[], at: number, isChoice: boolean): number {
  const isJoined =
    [',', ';', '&'].includes(tokens[at]?.norm ?? '') ||
    ['and', 'while'].includes(wordAt(tokens, at));
  if (!isJoined) return -1;
  const place = skip(tokens, at, [',', ';', '&', 'and', 'while', 'but']);
  if (!verbs.includes(wordAt(tokens, place))) return place;
  return isChoice ? place + 1 : -1;
}

/** Say only what kind of things the value sorts. */
const kinds = vocabulary(`
  customer, user, order, one, ticket, message, request, lead, email, issue, case, item, person, client, member, plan, mail
`);

/** "gold customers" -> gold, "bugs" -> bug where it was called so before. */
function valueIn(values: readonly Token[], said: readonly Token[]): readonly Token[] {
  const last = values.at(-1);
  if (values.length > 1 && last !== undefined && kinds.includes(singular(last.norm)))
    return valueIn(values.slice(0, -1), said);
  return values.map((token) => {
    const one = said.find(({ norm }) => norm !== token.norm && norm === singular(token.norm));
    return one === undefined ? token : { ...token, norm: one.norm, text: one.text };
  });
}

const sorting: ReadonlySet<string> = new Set(
  vocabulary(`
  classify, categorize, label, sort, tag, decide, determine, detect, judge, rate, triage, identify, group, split
`),
);

const word = (token: Token, norm: string): Token => ({
  ...token,
  kind: 'word',
  norm,
  text: norm,
  end: token.start,
});

function toStep({ target }: Share, phrase: readonly Token[]): Item[] {
  const [first] = target;
  if (first === undefined) return [];
  const lead =
    first.kind === 'email' ? ['email'] : first.kind === 'url' ? ['send', 'it', 'to'] : ['tell'];
  const tokens = [...lead.map((norm) => word(first, norm)), ...target];
  return [{ kind: 'action', tokens, verb: lead[0] ?? 'send', verbEnd: 1, phrase }];
}

/** Sends each kind its own way: by what was named before, or by what a model just sorted. */
export function parseDistribution(state: State, items: Item[]): boolean {
  const { tokens, at } = state;
  const begin = afterAny(tokens, at, starts.depending);
  const end = begin === -1 ? at : endOfSubject(tokens, begin);
  const place = skip(tokens, end, [',', ':', 'then']);
  const before = items.at(-1);
  const isSorted = before?.kind === 'action' && before.tokens.some(({ norm }) => sorting.has(norm));
  const sorted = isSorted ? before.tokens : null;
  const found = readDistribution(tokens, place, begin !== -1 || sorted !== null);
  if (found === null || (found.value.verb === null && begin === -1)) return false;
  const phrase = tokens.slice(at, found.end);
  const [first] = phrase;
  if (first === undefined) return false;
  const subject =
    begin === -1 ? [word(first, 'the'), word(first, 'answer')] : tokens.slice(begin, end);
  state.at = found.end;
  if (begin === -1 && sorted === null) {
    items.push(...severalSteps(found.value, phrase));
    return true;
  }
  items.push(toSwitch(found.value, { subject, phrase, said: sorted ?? [] }));
  return true;
}

function toSwitch(
  { shares, otherwise }: Distribution,
  {
    subject,
    phrase,
    said,
  }: { subject: readonly Token[]; phrase: readonly Token[]; said: readonly Token[] },
): SwitchItem {
  return {
    kind: 'switch',
    subject,
    phrase,
    cases: shares.map((share) => ({
      values: valueIn(share.values, said),
      items: toStep(share, phrase),
    })),
    otherwise: otherwise === null ? null : toStep(otherwise, phrase),
  };
}

/** "send a receipt to the customer and a copy to ...": the same is done several times. */
function severalSteps({ verb, shares, otherwise }: Distribution, phrase: readonly Token[]): Item[] {
  return [...shares, ...(otherwise === null ? [] : [otherwise])].flatMap(
    ({ values, target }): Item[] => {
      const [first] = values;
      if (verb === null || first === undefined) return [];
      return [
        {
          kind: 'action',
          tokens: [verb, ...values, word(first, 'to'), ...target],
          verb: verb.norm,
          verbEnd: 1,
          phrase,
        },
      ];
    },
  );
}

function endOfSubject(tokens: readonly Token[], begin: number): number {
  let end = begin;
  while (
    end < tokens.length &&
    !isSentenceEnd(tokens, end) &&
    !isSeparator(tokens, end) &&
    !(end > begin && (isActionStart(tokens, end) || verbs.includes(wordAt(tokens, end))))
  )
    end += 1;
  return end;
}
