import { people } from '../../attributes';
import { readNoun } from '../../phrases/noun';
import { singular } from '../../text/forms';
import { wordAt } from '../../text/read';
import { readRelative } from '../relative';
import type { IfItem, Item } from '../tree';
import type { Rewrite } from './rewrite';

const gate = (test: IfItem['test'], yes: Item[]): IfItem => ({
  kind: 'if',
  test,
  isNegated: false,
  phrase: test,
  yes,
  no: null,
});

const nounOf = ({ list }: Extract<Item, { kind: 'each' }>) =>
  readNoun(list, 0)?.value.head.join(' ') ?? '';

/** "go through the orders and, for each order, ...": one loop, said twice. */
function once(item: Extract<Item, { kind: 'each' }>): Extract<Item, { kind: 'each' }> {
  const [inner] = item.body;
  const isSame = item.body.length === 1 && inner?.kind === 'each' && nounOf(inner) === nounOf(item);
  return isSame ? { ...item, body: inner.body } : item;
}

/** "each account whose usage is above 1000": the others are passed over. */
function ofEach(item: Extract<Item, { kind: 'each' }>): Item {
  for (let at = 1; at < item.list.length; at += 1) {
    const found = readRelative(item.list, at);
    if (found === null) continue;
    const list = [...item.list.slice(0, at), ...item.list.slice(found.end)];
    const phrase = item.list.slice(at, found.end);
    return { ...item, list, body: [{ ...gate(found.value, item.body), phrase }] };
  }
  return item;
}

/** "customers whose email ends with .edu get a coupon": only they. */
function ofPerson(item: Extract<Item, { kind: 'action' }>): Item {
  const at = item.tokens.findIndex(
    ({ norm }, place) =>
      place > item.verbEnd &&
      ['whose', 'who'].includes(norm) &&
      people.has(singular(wordAt(item.tokens, place - 1))),
  );
  const found = at === -1 ? null : readRelative(item.tokens, at);
  if (found === null) return item;
  const tokens = [...item.tokens.slice(0, at), ...item.tokens.slice(found.end)];
  return { ...gate(found.value, [{ ...item, tokens }]), phrase: item.tokens.slice(at, found.end) };
}

/** Which of them are meant becomes a condition of its own. */
export const expandRelatives: Rewrite = (item) => {
  if (item.kind === 'each') return [ofEach(once(item))];
  return item.kind === 'action' ? [ofPerson(item)] : [item];
};
