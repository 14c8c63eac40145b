import { around } from './around';
import { sayings, type Saying } from './sayings';
import { vocabulary } from '../text/vocabulary';
import { people } from '../attributes';
import type { Trigger } from '../context';
import { formsOf, singular } from '../text/forms';
import type { Token } from '../text/tokens';
import { readByHand } from './by-hand';
import { otherVerbs, predicatesOf } from './predicate';

interface Compiled {
  saying: Saying;
  nouns: ReadonlySet<string>;
  verbs: ReadonlySet<string>;
  except: ReadonlySet<string>;
}

const compiled: readonly Compiled[] = sayings.map((saying) => ({
  saying,
  nouns: new Set(saying.nouns),
  verbs: new Set(
    saying.verbs.flatMap((verb) => [
      ...formsOf(verb).map(([word]) => word),
      ...(formsOf(verb).some(([word]) => word === 'canceling') ? ['canceled'] : []),
    ]),
  ),
  except: new Set(saying.except),
}));

export interface EventSaid {
  trigger: Trigger;
  note: string | null;
  /** Words that said more than the event: places. */
  left: number[];
}

/** What starts the workflow as these words say it, or null: they say something else. */
export function readEvent(tokens: readonly Token[]): EventSaid | null {
  const words = tokens.map(({ kind, norm }) => (kind === 'word' ? norm : ''));
  const isDenied = words.some((word) => word === 'not' || word === 'never' || word === 'cannot');
  const predicates = predicatesOf(words);
  for (const each of compiled) {
    if (isDenied !== (each.saying.isDenied ?? false) || !isSaid(each, words)) continue;
    // "a subscription is paused" speaks of a subscription, and of none of its known events.
    if (predicates.some((word) => !each.verbs.has(word))) continue;
    const left = leftOf(each, tokens, words);
    if (left.some((at) => otherVerbs.has(words[at] ?? ''))) continue;
    return { trigger: each.saying.trigger, note: each.saying.note ?? null, left };
  }
  return readByHand(words) ? { trigger: { type: 'manual' }, note: null, left: [] } : null;
}

function isSaid({ nouns, verbs, except }: Compiled, words: readonly string[]): boolean {
  const noun = words.findIndex((word) => nouns.has(word) || nouns.has(singular(word)));
  const verb = words.findIndex(
    (word, at) => at !== noun && verbs.has(word) && !(isGetting(word) && noun < at),
  );
  return noun !== -1 && verb !== -1 && !words.some((word) => except.has(singular(word)));
}

/** "we get a payment" says that one came; "a payment gets ..." only begins to say something. */
const isGetting = (word: string) => ['get', 'gets', 'got', 'getting'].includes(word);

const objects: ReadonlySet<string> = new Set(
  vocabulary(`
  invoice, subscription, payment, webhook, charge, endpoint, account, order, card
`),
);

function leftOf(
  { nouns, verbs }: Compiled,
  tokens: readonly Token[],
  words: readonly string[],
): number[] {
  return words.flatMap((word, at) => {
    const isKnown =
      around.has(word) ||
      nouns.has(singular(word)) ||
      verbs.has(word) ||
      people.has(singular(word)) ||
      objects.has(singular(word)) ||
      tokens[at]?.kind === 'mark';
    return isKnown ? [] : [at];
  });
}
