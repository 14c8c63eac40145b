import type { Item, Program, TriggerSaid } from '../tree';
import { expandAlternatives } from './alternatives';
import { expandAnswers } from './answers';
import { expandDenials, tellDenials } from './denials';
import { impliedTrigger } from './implied';
import { expandRelatives } from './relatives';
import { expandSources } from './sources';
import { toReceived } from './received';
import type { Token } from '../../text/tokens';

/** What one item becomes: itself, others, or several. */
export type Rewrite = (item: Item) => readonly Item[];

/**
 * Says in plain steps what the words only imply: where values come from, of whom a step is meant,
 * what starts it all.
 */
export function rewrite(program: Program, tokens: readonly Token[]): Program {
  // Where an event was said that nobody knows, nothing else is taken in its place.
  const isOpen = !program.items.some((item) => item.kind === 'unknown' && item.isEvent === true);
  const trigger = program.trigger ?? (isOpen ? impliedTrigger(tokens) : null);
  const changes = [
    expandDenials,
    tellDenials,
    withoutTrigger(program.trigger === null ? trigger : null),
    toReceived(trigger),
    expandAnswers,
    expandSources,
    expandRelatives,
  ];
  // Conditions inside of conditions are seen from the outside.
  const items = changes.reduce<readonly Item[]>(
    (all, each) => eachItem(all, each),
    outerFirst(program.items),
  );
  return { trigger, items: [...items] };
}

/** What starts it was said in the midst of a step, and is no part of it. */
function withoutTrigger(trigger: TriggerSaid | null): Rewrite {
  const said = new Set(trigger?.kind === 'event' ? trigger.phrase : []);
  const isWebhook = trigger?.kind === 'event' && trigger.event.trigger.type === 'webhook';
  if (isWebhook) return (item) => [item];
  return (item) =>
    item.kind === 'action'
      ? [{ ...item, tokens: item.tokens.filter((token) => !said.has(token)) }]
      : [item];
}

/** Every item with all that stands inside of it, the inside first. */
function eachItem(items: readonly Item[], change: Rewrite): Item[] {
  return items.flatMap((item) => [...change(withInside(item, change))]);
}

const outerFirst = (items: readonly Item[]): Item[] =>
  items.flatMap((item) =>
    expandAlternatives(item).map((each) => withInside(each, (inner) => outerFirst([inner]))),
  );

function withInside(item: Item, change: Rewrite): Item {
  switch (item.kind) {
    case 'if':
      return {
        ...item,
        yes: eachItem(item.yes, change),
        no: item.no === null ? null : eachItem(item.no, change),
      };
    case 'each':
      return { ...item, body: eachItem(item.body, change) };
    case 'switch':
      return {
        ...item,
        cases: item.cases.map((each) => ({ ...each, items: eachItem(each.items, change) })),
        otherwise: item.otherwise === null ? null : eachItem(item.otherwise, change),
      };
    default:
      return item;
  }
}
