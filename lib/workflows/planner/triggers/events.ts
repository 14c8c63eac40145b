import { sayings, around, type Saying } from './sayings';
import { vocabulary } from '../text/vocabulary';
import { people } from '../attributes';
import type { Trigger } from '../context';
import { formsOf, singular } from '../text/forms';
import type { Token } from '../text/tokens';

interface Compiled {
  saying: Saying;
  nouns: ReadonlySet<string>;
  verbs: ReadonlySet<string>;
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
  for (const { saying, nouns, verbs } of compiled) {
    if (isDenied !== (saying.isDenied ?? false)) continue;
    const noun = words.findIndex((word) => nouns.has(word) || nouns.has(singular(word)));
    const verb = words.findIndex((word, at) => at !== noun && verbs.has(word));
    if (noun === -1 || verb === -1) continue;
    const left = words.flatMap((word, at) => {
      const isKnown =
        around.has(word) ||
        nouns.has(singular(word)) ||
        verbs.has(word) ||
        people.has(singular(word)) ||
        tokens[at]?.kind === 'mark';
      const isObject = vocabulary(`
  invoice, subscription, payment, webhook, charge, endpoint, account, order, card
`).includes(singular(word));
      return isKnown || isObject ? [] : [at];
    });
    return { trigger: saying.trigger, note: saying.note ?? null, left };
  }
  return isByHand(words) ? { trigger: { type: 'manual' }, note: null, left: [] } : null;
}

const presses = new Set(
  vocabulary(`
  press, click, hit, push, run, start, trigger, tap, launch, ask, want, tell, execute, say, kick
`),
);

/** "when I press the button", "when I run it". */
function isByHand(words: readonly string[]): boolean {
  const isMe = words.some((word) => ['i', 'we', 'somebody', 'someone', 'you'].includes(word));
  return isMe && words.some((word) => presses.has(word));
}
