import { states } from '../../condition-subject';
import { readComparison } from '../../phrases/comparison';
import type { Said } from '../../phrases/subject';
import { lookUp } from '../../text/read';
import type { Token } from '../../text/tokens';
import type { IfItem, Item, SwitchItem } from '../tree';
import type { Rewrite } from './rewrite';

interface Way {
  said: Said;
  subject: readonly Token[];
  values: readonly Token[];
}

/** "the plan is pro or basic": what is compared, and the words it is equal to. */
function readWay({ test, isNegated }: IfItem): Way | null {
  const read = readComparison(test, 0);
  const [said] = read?.value ?? [];
  const is = test.findIndex(({ norm }) => ['is', 'equals', '=', '=='].includes(norm));
  if (isNegated || said === undefined || is === -1 || read?.end !== test.length) return null;
  const isPlain = read.value.every(
    ({ operator, value, isDenied }) =>
      operator === 'equals' &&
      isDenied !== true &&
      (value.kind === 'number' || (value.kind === 'text' && lookUp(states, value.text) === null)),
  );
  const from = test[is + 2]?.norm === 'to' ? is + 3 : is + 1;
  return isPlain ? { said, subject: test.slice(0, is), values: test.slice(from) } : null;
}

const nameOf = ({ said }: Way) => said.subject?.head.join(' ') ?? '';

/** The conditions of a chain "if it is a ..., if it is b ..., otherwise ...". */
function chainOf(item: IfItem): { ways: { way: Way; items: Item[] }[]; otherwise: Item[] | null } {
  const first = readWay(item);
  if (first === null || nameOf(first) === '') return { ways: [], otherwise: null };
  const ways = [{ way: first, items: item.yes }];
  let rest = item.no;
  for (;;) {
    const [next] = rest ?? [];
    const way = rest?.length === 1 && next?.kind === 'if' ? readWay(next) : null;
    if (way === null || next?.kind !== 'if' || !['', nameOf(first)].includes(nameOf(way)))
      return { ways, otherwise: rest };
    ways.push({ way, items: next.yes });
    rest = next.no;
  }
}

/** Several values of one thing, each with its own way, are a choice and not conditions in conditions. */
export const expandAlternatives: Rewrite = (item) => {
  if (item.kind !== 'if') return [item];
  const { ways, otherwise } = chainOf(item);
  const [first] = ways;
  if (first === undefined || ways.length < 2) return [item];
  const choice: SwitchItem = {
    kind: 'switch',
    subject: first.way.subject,
    phrase: item.phrase,
    cases: ways.map(({ way, items }) => ({ values: way.values, items })),
    otherwise,
  };
  return [choice];
};
