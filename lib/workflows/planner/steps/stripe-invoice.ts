import { vocabulary } from '../text/vocabulary';
import { toTemplate, type Context } from '../context';
import type { Noun } from '../phrases/noun';
import { resolve } from '../resolve';
import { objectOf } from '../stripe-fields';
import { mentions, nounsIn, take, takeMoney, takeWords, textOf, type Clause } from './clause';
import { customerOf, personWords, writtenId } from './person';
import type { Draft, Recogniser } from './recogniser';

const voiding = ['void', 'cancel', 'delete', 'annul', 'invalidate'];
const looking = vocabulary(`
  look, find, get, fetch, retrieve, check, reload, read, load, lookup, pull, refresh, reread
`);
const creating = vocabulary(`
  create, make, send, issue, raise, draft, generate, bill, invoice, charge, write
`);

const hasMoney = (clause: Clause) => takeMoney({ ...clause, used: new Set() }) !== null;
const invoiceWords = ['invoice', 'bill'];

/** "look it up" behind an invoice's event. */
function isAboutIt({ verb, tokens, verbEnd }: Clause, { trigger, item, produced }: Context) {
  const isInvoice =
    trigger.type === 'stripe_event' && objectOf[trigger.eventType] === 'invoice' && item === null;
  const said = tokens.slice(verbEnd).filter(({ kind }) => kind !== 'mark');
  return (
    isInvoice &&
    looking.includes(verb) &&
    said.some(({ norm }) => norm === 'it') &&
    said.every(({ norm }) => ['it', 'up', 'again', 'at', 'in', 'stripe'].includes(norm)) &&
    !produced.some(({ type }) => type === 'http_request' || type.startsWith('dynamodb'))
  );
}

function sureness(clause: Clause, context: Context): number {
  const { verb } = clause;
  if (
    mentions(clause, ['email', 'mail', 'webhook', 'table', 'dynamodb', 'link', 'ai']) ||
    clause.tokens.some(({ kind }) => kind === 'url')
  )
    return 0;
  if (verb === 'invoice' || verb === 'bill' || verb === 'void') return 5;
  if (verb === 'charge') return hasMoney(clause) ? 3 : 0;
  if (isAboutIt(clause, context)) return 3;
  const isInvoice =
    nounsIn(clause, clause.chunks[0] ?? null).some(({ value }) =>
      invoiceWords.includes(value.head.at(-1) ?? ''),
    ) ||
    (mentions(clause, invoiceWords) && hasMoney(clause));
  if (!isInvoice) return mentions(clause, ['invoice']) && looking.includes(verb) ? 3 : 0;
  // "send the invoice" without an amount passes on one that there is.
  if (verb === 'send' && !hasMoney(clause)) return 0;
  return 4.5;
}

const theInvoice: Noun = {
  head: ['invoice'],
  raw: ['invoice'],
  owners: [],
  isPronoun: false,
  isEach: false,
  isPlural: false,
  literal: null,
};

function readExisting(clause: Clause, context: Context, operation: 'retrieve' | 'void'): Draft {
  const written = writtenId(clause, /^in_/);
  const found = written === null ? resolve(theInvoice, context) : null;
  const invoice = written ?? (found === null ? '' : toTemplate(found));
  takeWords(clause, [
    ...personWords,
    ...invoiceWords,
    'again',
    'up',
    'at',
    'status',
    'latest',
    'unpaid',
    'open',
  ]);
  const questions = invoice === '' ? [{ field: 'invoice', message: 'Which invoice is it?' }] : [];
  return {
    config: { operation, invoice },
    questions,
    topics: operation === 'void' ? [] : ['invoice'],
  };
}

function readNew(clause: Clause, context: Context): Draft {
  const money = takeMoney(clause);
  const customer = customerOf(clause, context);
  const config: Draft['config'] = {
    operation: 'create',
    customer,
    amountMinor: '',
    currency: money?.currency ?? '',
  };
  if (money !== null) config.amountMinor = String(money.amountMinor);
  else config.amountMinor = amountSaid(clause, context);
  const description = descriptionOf(clause);
  if (description !== '') config.description = description;
  takeWords(clause, [
    ...personWords,
    ...invoiceWords,
    'of',
    'worth',
    'over',
    'amount',
    'new',
    'send',
    'and',
  ]);
  const questions = [
    ...(customer === ''
      ? [{ field: 'customer', message: 'Which customer at Stripe gets the invoice?' }]
      : []),
    ...(config.amountMinor === ''
      ? [{ field: 'amountMinor', message: 'How much is the invoice?' }]
      : []),
  ];
  return { config, questions, topics: ['invoice'] };
}

/** "an invoice for the amount". */
function amountSaid(clause: Clause, context: Context): string {
  const said = clause.chunks
    .flatMap((chunk) => nounsIn(clause, chunk))
    .find(({ value }) =>
      ['amount', 'total', 'sum', 'price', 'result'].includes(value.head.at(-1) ?? ''),
    );
  const found = said === undefined ? null : resolve(said.value, context);
  if (said === undefined || found === null) return '';
  take(clause, said.from, said.end);
  return toTemplate(found);
}

/** What it is for: quoted, or "for the consulting". */
function descriptionOf(clause: Clause): string {
  const quoted = clause.tokens.findIndex(({ kind }) => kind === 'quoted');
  if (quoted !== -1) {
    takeWords(
      clause,
      vocabulary(`
  description, describe, text, saying, with, the, called, titled
`),
    );
    clause.used.add(quoted);
    return clause.tokens[quoted]?.text ?? '';
  }
  for (const chunk of clause.chunks.filter(({ preposition }) => preposition === 'for')) {
    const [noun] = nounsIn(clause, chunk);
    if (noun === undefined || noun.value.isPronoun || noun.value.literal !== null) continue;
    if (personWords.includes(noun.value.head.at(-1) ?? '')) continue;
    take(clause, chunk.at, noun.end);
    return textOf(clause.tokens, chunk.from, noun.end, '') || noun.value.raw.join(' ');
  }
  return '';
}

function read(clause: Clause, context: Context): Draft {
  if (voiding.includes(clause.verb)) return readExisting(clause, context, 'void');
  const isNew = creating.includes(clause.verb);
  return isNew ? readNew(clause, context) : readExisting(clause, context, 'retrieve');
}

export const stripeInvoice: Recogniser = {
  type: 'stripe_invoice',
  verbs: [...voiding, ...looking, ...creating],
  sureness,
  read,
};
