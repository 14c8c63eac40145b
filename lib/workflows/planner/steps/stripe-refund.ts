import { vocabulary } from '../text/vocabulary';
import { toTemplate, type Context } from '../context';
import { readPercent } from '../phrases/money';
import type { Noun } from '../phrases/noun';
import { readFraction } from '../phrases/number';
import { resolve } from '../resolve';
import { mentions, takeMoney, takePhrase, takeWords, type Clause } from './clause';
import { personWords, writtenId } from './person';
import type { Draft, Recogniser } from './recogniser';

const named = (head: string): Noun => ({
  head: [head],
  raw: [head],
  owners: [],
  isPronoun: false,
  isEach: false,
  isPlural: false,
  literal: null,
});

function sureness(clause: Clause): number {
  if (mentions(clause, ['email', 'mail', 'webhook', 'table', 'dynamodb'])) return 0;
  if (clause.verb === 'refund') return 6;
  const isBack =
    mentions(clause, ['back']) && mentions(clause, ['money', 'payment', 'amount', 'charge']);
  if (['reverse', 'return'].includes(clause.verb))
    return mentions(clause, ['payment', 'charge', 'money']) ? 4 : 0;
  if (clause.verb === 'pay' || clause.verb === 'give')
    return isBack || mentions(clause, ['refund']) ? 4 : 0;
  return mentions(clause, ['refund']) ? 4 : 0;
}

const reasons: readonly (readonly [string, readonly string[]])[] = [
  ['duplicate', ['duplicate', 'duplicated', 'twice', 'double']],
  ['fraudulent', ['fraud', 'fraudulent', 'stolen']],
];

/** How much of it, as a template; empty is all. */
function amountOf(clause: Clause, context: Context): string {
  const money = takeMoney(clause);
  if (money !== null) return String(money.amountMinor);
  const whole = resolve(named('amount'), context)?.expression ?? null;
  const percent = takePhrase(clause, readPercent);
  if (percent !== null && percent < 100 && whole !== null)
    return `{{ $round(${whole} * ${percent} / 100) }}`;
  const fraction = takePhrase(clause, readFraction);
  return fraction === null || whole === null ? '' : `{{ $round(${whole} / ${fraction}) }}`;
}

function read(clause: Clause, context: Context): Draft {
  const written = writtenId(clause, /^(?:pi|ch)_/);
  const found =
    written === null
      ? (resolve(named('payment'), context) ?? resolve(named('charge'), context))
      : null;
  const payment = written ?? (found === null ? '' : toTemplate(found));
  const amountMinor = amountOf(clause, context);
  const config: Draft['config'] = { payment };
  if (amountMinor !== '') config.amountMinor = amountMinor;
  for (const [reason, words] of reasons) {
    if (!mentions(clause, words)) continue;
    config.reason = reason;
    takeWords(clause, [...words, 'because', 'as', 'is', 'was', 'reason', 'paid']);
  }
  const isPartial = mentions(clause, ['partial', 'partially', 'part']);
  takeWords(clause, [
    ...personWords,
    'payment',
    'charge',
    'refund',
    'full',
    'fully',
    'partial',
    'partially',
    'part',
    'whole',
    'complete',
    'completely',
    'money',
    'back',
    'amount',
    'all',
    'order',
    'purchase',
    'last',
    'latest',
    'total',
    'invoice',
    'everything',
    'in',
    'of',
    'entire',
    'transaction',
  ]);
  const questions = [
    ...(payment === '' ? [{ field: 'payment', message: 'Which payment is it?' }] : []),
    ...(isPartial && amountMinor === ''
      ? [{ field: 'amountMinor', message: 'How much of it is paid back?' }]
      : []),
  ];
  return { config, questions, topics: ['refund'] };
}

export const stripeRefund: Recogniser = {
  type: 'stripe_refund',
  verbs: vocabulary(`
  refund, issue, make, give, create, send, process, pay, reverse, return, do, initiate, trigger, get, receive
`),
  sureness,
  read,
};
