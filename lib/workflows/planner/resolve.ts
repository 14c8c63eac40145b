import { vocabulary } from './text/vocabulary';
import { parseExpression } from '../expressions/parse';
import { attributeOf, people, wholes } from './attributes';
import type { Context, Produced, Reference, Trigger } from './context';
import type { Noun } from './phrases/noun';
import { minorFields, objectOf, stripeFields, type StripeObject } from './stripe-fields';
import { lookUp } from './text/read';

const plain = (expression: string): Reference => ({ expression, isMinor: false });

/** A name behind a dot, in backticks where the language asks for it. */
export const field = (name: string) =>
  /^[a-z_]\w*$/i.test(name) ? name : `\`${name.replaceAll('`', '')}\``;

const isPerson = (words: readonly string[]) => people.has(words.at(-1) ?? '');

/**
 * What a noun stands for at this place, or null: nothing here has it.
 *
 * @param said as `readNoun` finds it
 */
export function resolve(said: Noun, context: Context): Reference | null {
  const noun = withoutField(said);
  if (noun.literal !== null) return ofLiteral(noun.literal.text, context.trigger);
  const owner = noun.owners.flat();
  if (noun.head.length === 0) return ofPronoun(context);
  if (context.item !== null) {
    const found = ofItem(noun, owner, context.item);
    if (found !== null) return found;
  }
  const fromStep = [...context.produced].reverse();
  for (const step of fromStep) {
    const found = ofStep(step, noun, owner);
    if (found !== null) return found;
  }
  return ofTrigger(noun, context);
}

/** "the language field", "the field start": the field is called by the other word. */
function withoutField(noun: Noun): Noun {
  const at = noun.head.indexOf('field');
  if (at === -1 || noun.head.length < 2) return noun;
  const others = <Value>(list: readonly Value[]) => list.filter((_, place) => place !== at);
  return { ...noun, head: others(noun.head), raw: others(noun.raw) };
}

/** Parts of a webhook that are fields when they are said to be its: "the webhook's event". */
const ownFields: ReadonlySet<string> = new Set(['event', 'content', 'detail', 'value', 'trigger']);

/** "it": what was spoken of last, or what was made last, or what started it all. */
function ofPronoun({ produced, item, trigger }: Context): Reference | null {
  if (item !== null) return plain('item');
  const last = [...produced]
    .reverse()
    .map(outputOf)
    .find((each) => each !== null);
  return last ?? wholeOf(trigger);
}

/** Paths may be written out: `trigger.body.email`, `body.email`, `{{ ... }}`. */
function ofLiteral(text: string, trigger: Trigger): Reference | null {
  const written = text.startsWith('{{') ? text.slice(2, -2).trim() : text;
  if (parseExpression(written).ok) return plain(written);
  const root = trigger.type === 'stripe_event' ? 'trigger.' : 'trigger.';
  return /^(?:body|data|query|headers)\./.test(written) ? plain(`${root}${written}`) : null;
}

/** Inside a loop a field belongs to the item, unless somebody else is named. */
function ofItem(noun: Noun, owner: readonly string[], item: string): Reference | null {
  const head = noun.head.join(' ');
  if (head === item || noun.head.at(-1) === item) return plain('item');
  const isOfItem = owner.length === 0 ? true : owner.includes(item) || isPerson(owner);
  if (!isOfItem || wholes.has(head)) return null;
  const compound = noun.head[0] === item ? noun.head.slice(1) : noun.head;
  // A word for a result is never a field of an item.
  return isResult(noun)
    ? null
    : plain(`item.${field(isPerson(noun.head) ? 'email' : nameIn(noun, compound))}`);
}

const results: ReadonlySet<string> = new Set(
  vocabulary(`
  result, response, answer, output, reply, summary, outcome, sum, average, translation, draft, finding, report, total,
  count, text, classification, category, sentiment, analysis, maximum, minimum, suggestion, recommendation
`),
);
const isResult = (noun: Noun) => noun.owners.length === 0 && results.has(noun.head.at(-1) ?? '');

/** A field as it was written when one word names it, and by its usual name when several do. */
export function nameIn({ raw }: Noun, head: readonly string[]): string {
  const [only = ''] = raw;
  if (raw.length === 1 && /[a-z][A-Z]|_/.test(only)) return only;
  const name = attributeOf(head);
  return raw.length === 1 && head.length === 1 && name !== 'email' && /^\p{Ll}+$/u.test(only)
    ? only
    : name;
}

/** What a step made, as a whole. */
export function outputOf({ id, type, config }: Produced): Reference | null {
  switch (type) {
    case 'http_request':
      return plain(`steps.${id}.body`);
    case 'ai_prompt':
      return plain(`steps.${id}.text`);
    case 'transform':
      return plain(`steps.${id}`);
    case 'dynamodb_get':
      return plain(`steps.${id}.item`);
    case 'dynamodb_query':
      return plain(`steps.${id}.items`);
    case 'stripe_checkout_link':
      return plain(`steps.${id}.url`);
    case 'stripe_coupon':
    case 'stripe_customer':
    case 'stripe_refund':
      return plain(`steps.${id}.id`);
    case 'stripe_invoice':
      return config.operation === 'void' ? null : plain(`steps.${id}.id`);
    default:
      return null;
  }
}

const resultsOf: Readonly<Partial<Record<Produced['type'], readonly string[]>>> = {
  http_request: ['response', 'answer', 'result', 'data', 'body', 'reply', 'output', 'content'],
  ai_prompt: vocabulary(`
  answer, result, summary, reply, response, text, output, draft, translation, classification, category, sentiment,
  analysis, suggestion, recommendation
`),
  transform: vocabulary(`
  result, sum, total, average, count, number, answer, outcome, figure, value, maximum, minimum
`),
  dynamodb_get: ['item', 'record', 'row', 'entry', 'result', 'data'],
  dynamodb_query: vocabulary(`
  item, record, row, entry, result, list, data, answer, response
`),
  stripe_checkout_link: ['link', 'url', 'checkout link', 'payment link', 'checkout url', 'result'],
  stripe_coupon: ['coupon', 'code', 'discount', 'coupon code', 'discount code'],
  stripe_refund: ['refund'],
};

function ofStep(step: Produced, noun: Noun, owner: readonly string[]): Reference | null {
  const head = noun.head.join(' ');
  const named = [...(resultsOf[step.type] ?? []), ...step.topics];
  const isNamed = (words: readonly string[]) =>
    named.includes(words.join(' ')) || named.includes(words.at(-1) ?? '');
  const whole = outputOf(step);
  if (whole === null) return null;
  if (step.type === 'stripe_customer' || step.type === 'stripe_invoice')
    return ofStripeStep(step, noun, owner);
  if (owner.length === 0 && (named.includes(head) || isNamed(noun.head))) return whole;
  if (owner.length > 0 && isNamed(owner))
    return plain(`${whole.expression}.${field(nameIn(noun, noun.head))}`);
  const isStatus =
    step.type === 'http_request' && /^(?:response |http )?status(?: code)?$/.test(head);
  return isStatus ? plain(`steps.${step.id}.status`) : null;
}

function ofStripeStep(step: Produced, noun: Noun, owner: readonly string[]): Reference | null {
  const object: StripeObject = step.type === 'stripe_customer' ? 'customer' : 'invoice';
  const isOwn =
    owner.includes(object) ||
    (object === 'customer' && isPerson(owner)) ||
    (owner.length === 0 && noun.isPronoun);
  const isSelf =
    owner.length === 0 &&
    (noun.head.join(' ') === object || (object === 'customer' && isPerson(noun.head)));
  const name = attributeOf(noun.head);
  const path = lookUp(stripeFields[object], isSelf ? 'id' : name);
  const isLoose =
    owner.length === 0 &&
    object === 'invoice' &&
    ['link', 'status', 'amount', 'total', 'amount_due'].includes(name);
  if (path === null || !(isOwn || isSelf || isLoose)) return null;
  return { expression: `steps.${step.id}.${path}`, isMinor: minorFields.has(name) };
}

/** What started the run, as a whole. */
export function wholeOf(trigger: Trigger): Reference | null {
  switch (trigger.type) {
    case 'stripe_event':
      return plain('trigger.data.object');
    case 'webhook':
      return plain('trigger.body');
    case 'manual':
      return plain('trigger');
    case 'schedule':
      return null;
  }
}

function ofTrigger(noun: Noun, { trigger }: Context): Reference | null {
  const whole = wholeOf(trigger);
  if (whole === null) return null;
  if (trigger.type === 'stripe_event')
    return ofEvent(noun, objectOf[trigger.eventType], trigger.eventType === 'invoice.paid');
  const head = noun.head.join(' ');
  const isOwn = noun.owners.flat().length > 0 && ownFields.has(head);
  if (wholes.has(head) && !isOwn) return whole;
  const name = isPerson(noun.head) ? noun.head.join('_') : nameIn(noun, noun.head);
  return { expression: `${whole.expression}.${field(name)}`, isMinor: false };
}

function ofEvent(noun: Noun, object: StripeObject, isPaid: boolean): Reference | null {
  const table = stripeFields[object];
  if (wholes.has(noun.head.join(' ')) && noun.owners.length === 0)
    return plain('trigger.data.object');
  const asked = isPerson(noun.head) ? 'customer' : attributeOf(noun.head);
  const name = isPaid && asked === 'amount' ? 'amount_paid' : asked;
  const [first = ''] = noun.head.length > 1 ? noun.head : noun.owners.flat();
  const ofOwner =
    noun.head.at(-1) === 'id' ? lookUp(table, isPerson([first]) ? 'customer' : first) : null;
  const known =
    ofOwner ??
    lookUp(table, name) ??
    lookUp(table, noun.head.join('_')) ??
    lookUp(table, noun.head.at(-1) ?? '');
  const own = known ?? (noun.raw.length === 1 && noun.raw[0]?.includes('_') ? noun.raw[0] : null);
  if (own === null) return null;
  return {
    expression: `trigger.data.object.${own}`,
    isMinor: minorFields.has(name) || own.startsWith('amount_'),
  };
}

/** A thing as a whole where it is what the event is about: "post the customer". */
export function resolveWhole(noun: Noun, context: Context): Reference | null {
  const { trigger, item } = context;
  const isSelf =
    trigger.type === 'stripe_event' &&
    item === null &&
    noun.owners.length === 0 &&
    noun.literal === null &&
    noun.head.join(' ') === objectOf[trigger.eventType];
  return isSelf ? wholeOf(trigger) : resolve(noun, context);
}

/** The address of a person, or null: nothing here says it. */
export function resolveEmail(noun: Noun, context: Context): Reference | null {
  if (noun.literal !== null) return resolve(noun, context);
  if (attributeOf(noun.head) === 'email') return resolve(noun, context);
  const { item } = context;
  const isItem = item !== null && (noun.isPronoun || noun.head.at(-1) === item);
  if (isItem) return plain(item === 'invoice' ? 'item.customer_email' : 'item.email');
  const owners = noun.head.length === 0 ? [] : [noun.head];
  const asked: Noun = {
    ...noun,
    head: ['email'],
    raw: ['email'],
    owners,
    isPronoun: owners.length === 0,
  };
  return resolve(asked, context);
}
