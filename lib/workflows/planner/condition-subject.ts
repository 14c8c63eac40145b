import { vocabulary } from './text/vocabulary';
import { isUnary, type Comparison } from '../nodes/condition';
import { attributeOf, people } from './attributes';
import { toTemplate, type Context, type Reference } from './context';
import type { Said } from './phrases/subject';
import type { Value } from './phrases/value';
import { countries } from './phrases/country';
import { toMinor } from './phrases/money';
import type { Noun } from './phrases/noun';
import { isNumeric } from './phrases/operator';
import { field, nameIn, outputOf, resolve } from './resolve';
import { lookUp } from './text/read';

const ofHead = (head: string, owners: string[][] = []): Noun => ({
  head: [head],
  raw: [head],
  owners,
  isPronoun: false,
  isEach: false,
  isPlural: false,
  literal: null,
});

/** Things that have a state and a price. */
const dealt: ReadonlySet<string> = new Set(
  vocabulary(`
  invoice, payment, order, subscription, charge, purchase, bill, transaction, checkout, refund, deal, donation, cart,
  booking, sale, dispute
`),
);

/** What "it is ..." says of a state, with the state as Stripe names it. */
export const states: Readonly<Record<string, readonly [Comparison['operator'], string]>> = {
  unpaid: ['not_equals', 'paid'],
  paid: ['equals', 'paid'],
  settled: ['equals', 'paid'],
  outstanding: ['not_equals', 'paid'],
  open: ['equals', 'open'],
  due: ['not_equals', 'paid'],
  overdue: ['not_equals', 'paid'],
  pay: ['equals', 'paid'],
  void: ['equals', 'void'],
  voided: ['equals', 'void'],
  active: ['equals', 'active'],
  inactive: ['not_equals', 'active'],
  canceled: ['equals', 'canceled'],
  pending: ['equals', 'pending'],
  complete: ['equals', 'complete'],
  completed: ['equals', 'completed'],
  refunded: ['equals', 'refunded'],
  shipped: ['equals', 'shipped'],
  delivered: ['equals', 'delivered'],
  failed: ['equals', 'failed'],
  succeeded: ['equals', 'succeeded'],
  trialing: ['equals', 'trialing'],
  draft: ['equals', 'draft'],
  'past due': ['equals', 'past_due'],
  closed: ['equals', 'closed'],
  approved: ['equals', 'approved'],
  rejected: ['equals', 'rejected'],
  confirmed: ['equals', 'confirmed'],
  uncollectible: ['equals', 'uncollectible'],
};

export interface Subject {
  reference: Reference;
  /** Taken from the event, which may be old by now. */
  isState: boolean;
}

export function subjectOf(said: Said, context: Context): Subject | null {
  const { subject, operator, value } = said;
  const head = subject?.head.at(-1) ?? '';
  const isBare = subject === null || subject.head.length === 0;
  const state = value.kind === 'text' ? lookUp(states, value.text.toLowerCase()) : null;
  if (isBare && context.mentioned !== null && state === null)
    return { reference: context.mentioned, isState: false };
  const isDeal = dealt.has(head) || people.has(head) || isBare;
  if (isDeal && state !== null)
    return found(ofHead('status', isBare || people.has(head) ? [] : [[head]]), context, true);
  const isPrice = value.kind === 'money' || (value.kind === 'number' && isNumeric(operator));
  const last = [...context.produced].reverse().find((step) => outputOf(step) !== null);
  if (isBare && last?.type === 'transform')
    return { reference: { expression: `steps.${last.id}`, isMinor: false }, isState: false };
  if (isBare && last?.type === 'ai_prompt' && value.kind === 'text')
    return { reference: { expression: `steps.${last.id}.text`, isMinor: false }, isState: false };
  if (isDeal && isPrice) return found(ofHead('amount', []), context, false);
  const isFrom =
    people.has(head) &&
    value.kind === 'text' &&
    isCountry(value.text) &&
    !isUnary(operator) &&
    subject?.owners.length === 0;
  if (isFrom) return found(ofHead('country', []), context, false);
  // "if found": what was looked for last.
  if (subject === null) {
    const output = last === undefined || !isUnary(operator) ? null : outputOf(last);
    return output === null ? null : { reference: output, isState: false };
  }
  return found(subject, context, attributeOf(subject.head) === 'status');
}

const isCountry = (text: string) =>
  /^[A-Z]{2}$/.test(text) || lookUp(countries, text.toLowerCase().replace(/^the /, '')) !== null;

function found(noun: Noun, context: Context, isState: boolean): Subject | null {
  const reference = inAnswer(noun, context) ?? resolve(noun, context);
  return reference === null ? null : { reference, isState };
}

/** "the count" behind a request, where nothing else brought any: a field of its answer. */
function inAnswer(noun: Noun, context: Context): Reference | null {
  const { trigger, produced, item } = context;
  const isBare = noun.owners.length === 0 && noun.literal === null && noun.head.length > 0;
  const last = [...produced].reverse().find((step) => outputOf(step) !== null);
  // "its status" behind an item that was looked up is the item's.
  const isIts = noun.isPronoun && noun.owners.flat().length === 0 && last?.type === 'dynamodb_get';
  const isOpen = trigger.type === 'schedule' || trigger.type === 'manual';
  if (!(isIts || (isBare && isOpen)) || noun.head.length === 0 || item !== null) return null;
  const known = resolve(noun, context);
  if (known?.expression.startsWith('steps.') === true) return null;
  const isAnswer = last?.type === 'http_request' || last?.type === 'dynamodb_get';
  const output = last === undefined || !isAnswer ? null : outputOf(last);
  const name = field(nameIn(noun, noun.head));
  return output === null ? null : { expression: `${output.expression}.${name}`, isMinor: false };
}

/** A value as it is compared: money in the unit that the other side counts in. */
export function rightOf(value: Value, left: Reference, context: Context): string | null {
  switch (value.kind) {
    case 'none':
      return '';
    case 'money':
      return String(
        left.isMinor
          ? value.money.amountMinor
          : value.money.currency === 'jpy'
            ? value.money.amountMinor
            : value.money.amountMinor / 100,
      );
    case 'number':
      // People count in dollars, Stripe in cents.
      return String(left.isMinor ? toMinor(value.number, 'usd') : value.number);
    case 'text':
      return textOf(value.text, left, context);
    case 'noun': {
      // "is in the table vips" asks a table, and no value.
      const written = value.noun.literal?.text ?? '';
      // An id such as price_pro is a value as it stands.
      if (/^(?:price|cus|pi|ch|prod|sub|in|re|evt)_\w+$/.test(written)) return written;
      if (value.noun.head.some((word) => ['table', 'database', 'list'].includes(word))) return null;
      const reference = resolve(value.noun, context);
      return reference === null ? null : toTemplate(reference);
    }
  }
}

function textOf(text: string, left: Reference, { trigger }: Context): string | null {
  if (left.isMinor) return null;
  const isCountry = left.expression.endsWith('country') && trigger.type === 'stripe_event';
  const currency = left.expression.endsWith('currency')
    ? lookUp(
        { euros: 'eur', euro: 'eur', dollars: 'usd', dollar: 'usd', pounds: 'gbp' },
        text.toLowerCase(),
      )
    : null;
  return (
    (isCountry ? lookUp(countries, text.toLowerCase().replace(/^the /, '')) : null) ??
    currency ??
    (left.expression.endsWith('currency') ? text.toLowerCase() : text)
  );
}
