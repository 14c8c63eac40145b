import type { Item } from '../tree';
import type { Rewrite } from './rewrite';

const isDenied = (item: Item | undefined) => item?.kind === 'action' && item.isDenied === true;

const affirm = (items: readonly Item[]): Item[] =>
  items.map((item) => {
    if (item.kind !== 'action') return item;
    const { kind, tokens, verb, verbEnd, phrase } = item;
    return { kind, tokens, verb, verbEnd, phrase };
  });

/** "don't email them if ..." is done when it does not hold; "don't ... unless" when it holds. */
export const expandDenials: Rewrite = (item) => {
  if (item.kind !== 'if' || !isDenied(item.yes[0])) return [item];
  if (item.isNegated) return [{ ...item, isNegated: false, yes: affirm(item.yes) }];
  return [
    { ...item, yes: [{ kind: 'nothing', isGoingOn: false }], no: item.no ?? affirm(item.yes) },
  ];
};

/** What must not be done in any case is no step. */
export const tellDenials: Rewrite = (item) =>
  item.kind === 'action' && isDenied(item) ? [{ kind: 'unknown', phrase: item.phrase }] : [item];
