import { vocabulary } from '../../text/vocabulary';
import type { Token } from '../../text/tokens';
import type { Item } from '../tree';
import type { Rewrite } from './rewrite';

const answering: ReadonlySet<string> = new Set(
  vocabulary(
    `answer, answers, respond, responds, return, returns, reply, replies, give, gives, come, comes`,
  ),
);

const word = (token: Token, norm: string): Token => ({
  ...token,
  kind: 'word',
  norm,
  text: norm,
  end: token.start,
});

/** "it does not answer with 200": the words of a test on the status, or null. */
function statusTest(test: readonly Token[]): Token[] | null {
  const verb = test.findIndex(({ norm }) => answering.has(norm));
  const code = test.findIndex(({ kind, value }) => kind === 'number' && isStatus(value ?? 0));
  const number = test[code];
  const [first] = test;
  if (first === undefined || number === undefined || verb === -1 || verb > code) return null;
  const isAll = code === test.length - 1 && test.slice(verb + 1, code).every(isBetween);
  if (!isAll) return null;
  const isDenied = test.slice(0, code).some(({ norm }) => norm === 'not' || norm === 'other');
  const said = ['the', 'status', 'is', ...(isDenied ? ['not'] : [])];
  return [...said.map((norm) => word(first, norm)), number];
}

/** "https://... is down": said of what it answers. */
function stateTest(test: readonly Token[]): Token[] | null {
  const [first, ...rest] = test;
  const isState = rest.some(({ norm }) => ['is', 'fails', 'works'].includes(norm));
  return first?.kind === 'url' && isState ? [word(first, 'it'), ...rest] : null;
}

const isStatus = (value: number) => Number.isInteger(value) && value >= 100 && value < 600;

const isBetween = ({ norm }: Token) =>
  [
    'with',
    'a',
    'an',
    'the',
    'status',
    'code',
    'of',
    'http',
    'back',
    'anything',
    'other',
    'than',
    'not',
  ].includes(norm);

/** What an address answers with is its status; an address that nobody asked before is asked. */
export const expandAnswers: Rewrite = (item) => {
  if (item.kind !== 'if') return [item];
  const test = statusTest(item.test) ?? stateTest(item.test);
  if (test === null) return [item];
  const asked = item.test.find(({ kind }) => kind === 'url');
  const changed: Item = { ...item, test };
  if (asked === undefined) return [changed];
  const tokens = [word(asked, 'get'), asked];
  const ask: Item = { kind: 'action', tokens, verb: 'get', verbEnd: 1, phrase: [asked] };
  // "see whether it is up" alone only asks; what follows from it is said later.
  return item.yes.length === 0 && item.no === null ? [ask] : [ask, changed];
};
