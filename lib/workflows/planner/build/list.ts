import { vocabulary } from '../text/vocabulary';
import type { Context } from '../context';
import { people, wholes } from '../attributes';
import { readNoun, type Noun } from '../phrases/noun';
import { outputOf, resolve, wholeOf, field } from '../resolve';
import { objectOf, stripeFields } from '../stripe-fields';
import { plural } from '../text/forms';
import { lookUp, skip, wordAt } from '../text/read';
import type { Token } from '../text/tokens';

export interface ListSaid {
  /** An expression, or empty: nothing here has such a list. */
  items: string;
  /** What one of it is called. */
  item: string;
  /** How many words say it. */
  end: number;
  /** "each one": which list is not said. */
  isPronoun?: true;
}

const containers: ReadonlySet<string> = new Set(
  vocabulary(`
  list, response, result, array, answer, output, reply, body, data, payload, item, request, webhook, form, input,
  event, submission, record, row
`),
);

/** "line in the order", "person of the list", "customer": which list, and what one of it is. */
export function readList(tokens: readonly Token[], context: Context): ListSaid | null {
  const noun =
    readNoun(tokens, skip(tokens, 0, ['of', 'the', 'one', 'single'])) ?? readNoun(tokens, 0);
  if (noun === null) return null;
  if (noun.value.isPronoun && noun.value.head.length === 0 && noun.value.owners.length === 0) {
    const list = itemsOf(['item'], null, context);
    return { items: list, item: 'item', end: noun.end, isPronoun: true };
  }
  if (noun.value.literal !== null) {
    const found = resolve(noun.value, context);
    return found === null ? null : { items: found.expression, item: 'item', end: noun.end };
  }
  const { head, owners } = noun.value;
  const isIn = ['in', 'from', 'on', 'inside', 'that', 'which', 'within'].includes(
    wordAt(tokens, noun.end),
  );
  const where = isIn
    ? readNoun(tokens, skip(tokens, noun.end + 1, ['is', 'are', 'in', 'on']))
    : null;
  const container =
    where?.value ??
    (owners[0] === undefined
      ? null
      : ({
          ...noun.value,
          head: owners[0],
          raw: owners[0],
          owners: owners.slice(1),
          isPronoun: false,
        } satisfies Noun));
  const name = head.at(-1) ?? 'item';
  const end = where?.end ?? noun.end;
  if (where !== null && where.value.literal !== null) {
    const written = resolve(where.value, context);
    if (written !== null) return { items: written.expression, item: name, end };
  }
  return { items: itemsOf(head, container, context), item: name, end };
}

function itemsOf(head: readonly string[], container: Noun | null, context: Context): string {
  const name = plural(head.join('_'));
  const step = [...context.produced]
    .reverse()
    .find((each) => outputOf(each) !== null && !each.type.startsWith('stripe_'));
  const output = step && outputOf(step);
  const named = container?.head.at(-1) ?? '';
  const isVague = container === null || containers.has(named) || wholes.has(named);
  if (output) {
    const { topics } = step;
    const isTopic = topics.includes(head.at(-1) ?? '') || topics.includes(named);
    if (isVague || isTopic) return output.expression;
  }
  if (context.item !== null) return `item.${field(name)}`;
  const { trigger } = context;
  if (trigger.type === 'stripe_event') {
    const path = lookUp(stripeFields[objectOf[trigger.eventType]], head.at(-1) ?? '');
    return path?.endsWith('data') === true
      ? `trigger.data.object.${path}`
      : `trigger.data.object.${field(name)}`;
  }
  const whole = wholeOf(trigger);
  if (whole !== null && container === null && wholes.has(head.join(' '))) return whole.expression;
  if (whole === null) return output ? `${output.expression}.${field(name)}` : '';
  // "in the order": the order is what came, so the list stands in it directly.
  const isNested =
    container !== null && !isVague && !people.has(named) && container.owners.length > 0;
  const owner = isNested ? `.${field(container.owners[0]?.join('_') ?? named)}` : '';
  return `${whole.expression}${owner}.${field(name)}`;
}

/** "email each customer in the list": the words of the list inside of a step, or null. */
export function findEach(
  tokens: readonly Token[],
  from: number,
): { at: number; list: readonly Token[] } | null {
  const at = tokens.findIndex(
    ({ kind, norm }, place) =>
      place >= from && kind === 'word' && ['each', 'every', 'all'].includes(norm),
  );
  if (at === -1) return null;
  const isOf = wordAt(tokens, at + 1) === 'of';
  const noun = readNoun(tokens, isOf ? at + 2 : at + 1);
  const isAll = tokens[at]?.norm === 'all';
  const head = noun?.value.head.at(-1) ?? '';
  if (noun?.value.literal !== null || (isAll && !(people.has(head) && noun.value.isPlural)))
    return null;
  return { at, list: tokens.slice(at + 1) };
}
