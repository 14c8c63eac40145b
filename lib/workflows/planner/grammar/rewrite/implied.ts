import { vocabulary } from '../../text/vocabulary';
import { readAdjective } from '../../phrases/schedule';
import { people } from '../../attributes';
import { adjectives } from '../../triggers/adjectives';
import { readEvent } from '../../triggers/events';
import { singular } from '../../text/forms';
import { wordAt } from '../../text/read';
import type { Token } from '../../text/tokens';
import type { TriggerSaid } from '../tree';

/** Come in from elsewhere by a webhook when nothing else is said. */
const arriving: ReadonlySet<string> = new Set(
  vocabulary(`
  webhook, message, request, order, lead, payload, event, submission, form, ticket, email, call, data, post
`),
);

/** Parts of what a webhook brings. */
export const parts: ReadonlySet<string> = new Set(
  vocabulary(`body, payload, data, content, contents, request, field, fields, json`),
);

export const isIncoming = (word: string) => ['incoming', 'inbound', 'received'].includes(word);

/** "the incoming webhook", "the webhook's body": where a webhook is named that has come; its place, or -1. */
export function receivedAt(tokens: readonly Token[], at: number): boolean {
  const word = singular(wordAt(tokens, at));
  const before = wordAt(tokens, at - 1);
  if (isIncoming(before) && arriving.has(word)) return true;
  if (word !== 'webhook' || ['our', 'my', 'your'].includes(before)) return false;
  const next = wordAt(tokens, at + 1);
  if (next === "'s" || parts.has(next)) return true;
  const isOf = ['of', 'in', 'from', 'inside', 'within'].includes(wordAt(tokens, at - 2));
  return isOf && ['the', 'a', 'this', 'that', 'each', 'every'].includes(before);
}

const WHO_WORDS_MAX = 8;

/** "customers who sign up": what they do starts it. */
function impliedEvent(tokens: readonly Token[]): TriggerSaid | null {
  for (let at = 1; at < tokens.length; at += 1) {
    const isWho = wordAt(tokens, at) === 'who' && people.has(singular(wordAt(tokens, at - 1)));
    for (let end = at + 2; isWho && end <= tokens.length && end <= at + WHO_WORDS_MAX; end += 1) {
      const event = readEvent(tokens.slice(at - 1, end));
      const isPlain = event !== null && event.left.length === 0 && event.trigger.type !== 'manual';
      if (isPlain) return { kind: 'event', event, phrase: whole(tokens, at, end) };
    }
  }
  return null;
}

const determiners = vocabulary(`a, an, each, every, any, his, her, their, its`);

/** "about his failed payment": what is said of a thing in passing has happened to it. */
function passingEvent(tokens: readonly Token[]): TriggerSaid | null {
  for (let at = 1; at < tokens.length; at += 1) {
    const isSaid =
      determiners.includes(wordAt(tokens, at - 1)) &&
      adjectives.has(wordAt(tokens, at)) &&
      wordAt(tokens, at) !== 'new';
    for (let end = at + 2; isSaid && end <= at + 3 && end <= tokens.length; end += 1) {
      const event = readEvent(tokens.slice(at, end));
      const isPlain = event?.left.length === 0 && event.trigger.type === 'stripe_event';
      // Copies: the words stay in the step that they stand in.
      const phrase = tokens.slice(at, end).map((token) => ({ ...token }));
      if (isPlain) return { kind: 'event', event, phrase };
    }
  }
  return null;
}

/** "sign up" ends with its small word. */
const whole = (tokens: readonly Token[], from: number, end: number) =>
  tokens.slice(from, ['up', 'in', 'off', 'out'].includes(wordAt(tokens, end)) ? end + 1 : end);

/** "send a weekly report": it starts every week when nothing else is said. */
function impliedSchedule(tokens: readonly Token[]): TriggerSaid | null {
  for (const [at, token] of tokens.entries()) {
    const recurrence = readAdjective(tokens, at);
    if (recurrence !== null) return { kind: 'schedule', recurrence, phrase: [token] };
  }
  return null;
}

/** What starts a workflow that speaks of a webhook which has come, and names no trigger. */
export function impliedTrigger(tokens: readonly Token[]): TriggerSaid | null {
  const at = tokens.findIndex((_, place) => receivedAt(tokens, place));
  const token = tokens[at];
  if (token === undefined)
    return impliedEvent(tokens) ?? passingEvent(tokens) ?? impliedSchedule(tokens);
  const event = { trigger: { type: 'webhook' as const }, note: null, left: [] };
  const from = isIncoming(wordAt(tokens, at - 1)) ? at - 1 : at;
  return { kind: 'event', event, phrase: tokens.slice(from, at + 1) };
}
