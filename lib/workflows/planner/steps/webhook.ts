import { vocabulary } from '../text/vocabulary';
import { toTemplate, type Context } from '../context';
import { outputOf, resolve } from '../resolve';
import { chunkOf, mentions, nounsIn, takeAll, textOf, type Clause } from './clause';
import type { Draft, Recogniser } from './recogniser';

const receivers = vocabulary(`
  webhook, hook, endpoint, backend, server, system, app, application, service, callback
`);

const hasUrl = (clause: Clause) => clause.tokens.some(({ kind }) => kind === 'url');

function sureness(clause: Clause): number {
  if (hasUrl(clause) || !mentions(clause, receivers)) return 0;
  // "the stripe webhook" and "a webhook" alike; a server is ours or it is nobody's.
  const isHook = mentions(clause, ['webhook', 'hook', 'callback']);
  return isHook ? 7 : mentions(clause, ['our', 'my']) ? 5 : 0;
}

const eventNames: Readonly<Record<Context['trigger']['type'], string>> = {
  manual: 'workflow.run',
  schedule: 'schedule.due',
  webhook: 'webhook.received',
  stripe_event: '',
};

function eventOf(clause: Clause, context: Context): string {
  const quoted = clause.tokens.find(
    ({ kind, text }) => kind === 'quoted' && /^[\w.:-]+$/.test(text),
  );
  const dotted = clause.tokens.find(
    ({ kind, text }) =>
      kind === 'literal' &&
      /^[a-z_]+(?:\.[a-z_]+)+$/i.test(text) &&
      !/^(?:trigger|steps|item|body|data)\./.test(text),
  );
  const written = quoted ?? dotted;
  if (written !== undefined) return written.text;
  const { trigger } = context;
  return trigger.type === 'stripe_event' ? trigger.eventType : eventNames[trigger.type];
}

/** What is told: a value that an earlier step made, or the words behind "that". */
function payloadOf(clause: Clause, context: Context, words: string): string {
  const that = chunkOf(clause, 'that', 'saying', 'about');
  const quoted = clause.tokens.find(
    ({ kind, text }) => kind === 'quoted' && !/^[\w.:-]+$/.test(text),
  );
  if (quoted !== undefined) return JSON.stringify({ message: quoted.text });
  const json = clause.tokens.find(({ kind, text }) => kind === 'literal' && text.startsWith('{'));
  if (json !== undefined) return json.text;
  if (that !== null && that.preposition !== 'about') {
    const message = textOf(clause.tokens, that.from, that.to, words);
    if (message !== '') return JSON.stringify({ message });
  }
  const nouns = [chunkOf(clause, ''), chunkOf(clause, 'with', 'about', 'including')].flatMap(
    (chunk) => nounsIn(clause, chunk),
  );
  const values = nouns
    .filter(({ value }) => !value.head.some((word) => receivers.includes(word)))
    .flatMap(({ value }) => {
      const last =
        [...context.produced]
          .reverse()
          .map(outputOf)
          .find((each) => each !== null) ?? null;
      const found = value.isPronoun && value.head.length === 0 ? last : resolve(value, context);
      return found === null
        ? []
        : [{ name: value.head.join('_') || 'result', expression: toTemplate(found) }];
    });
  const [only, ...others] = values;
  if (only === undefined) return '';
  if (others.length === 0) return only.expression;
  return `{${values.map(({ name, expression }) => `${JSON.stringify(name)}: "${expression}"`).join(', ')}}`;
}

function read(clause: Clause, context: Context, words: string): Draft {
  const config = { event: eventOf(clause, context), payload: payloadOf(clause, context, words) };
  takeAll(clause);
  return { config };
}

export const webhook: Recogniser = {
  type: 'send_webhook',
  verbs: vocabulary(`
  tell, notify, post, send, call, ping, trigger, hit, forward, push, inform, alert, invoke, fire, update, deliver,
  report, pass, let, message, publish, emit, use, submit, signal, poke, write
`),
  sureness,
  read,
};
