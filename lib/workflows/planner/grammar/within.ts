import { readRelative } from './relative';
import { wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import type { Item } from './tree';

/** "when a payment over $100 fails": the amount decides what happens at all; the rest is told. */
export function withinEvent(
  tokens: readonly Token[],
  from: number,
  end: number,
  left: readonly number[],
): { tests: Item[]; told: Item[]; end: number } {
  const tests: Item[] = [];
  let rest = left;
  let last = end;
  for (let at = from + 1; at <= end && at < tokens.length; at += 1) {
    const found = readRelative(tokens, at);
    if (found === null || (at === end && !isRestriction(tokens, at))) continue;
    const phrase = tokens.slice(at, found.end);
    tests.push({ kind: 'if', test: found.value, isNegated: false, phrase, yes: [], no: null });
    rest = rest.filter((place) => from + place < at || from + place >= found.end);
    last = Math.max(last, found.end);
    at = found.end - 1;
  }
  return { tests, told: toldApart(tokens, from, rest), end: last };
}

/** Behind the event itself only what points back at it still belongs to it. */
const isRestriction = (tokens: readonly Token[], at: number) =>
  ['whose', 'that', 'which', 'with', 'for'].includes(wordAt(tokens, at));

const linking = [
  'to',
  'for',
  'the',
  'a',
  'in',
  'on',
  'at',
  'of',
  'from',
  'with',
  'by',
  'as',
  'than',
];

/** Words of an event that say more than any event can. */
function toldApart(tokens: readonly Token[], from: number, left: readonly number[]): Item[] {
  const [first] = left;
  const last = left.at(-1);
  if (first === undefined || last === undefined) return [];
  let begin = from + first;
  while (begin > from && linking.includes(wordAt(tokens, begin - 1))) begin -= 1;
  // "to the Pro plan": the noun behind belongs to it.
  const isLonger = ['plan', 'tier', 'account', 'level', 'package'].includes(
    wordAt(tokens, from + last + 1),
  );
  return [{ kind: 'unknown', phrase: tokens.slice(begin, from + last + (isLonger ? 2 : 1)) }];
}
