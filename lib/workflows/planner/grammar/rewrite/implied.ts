import { vocabulary } from '../../text/vocabulary';
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

/** What starts a workflow that speaks of a webhook which has come, and names no trigger. */
export function impliedTrigger(tokens: readonly Token[]): TriggerSaid | null {
  const at = tokens.findIndex((_, place) => receivedAt(tokens, place));
  const token = tokens[at];
  if (token === undefined) return null;
  const event = { trigger: { type: 'webhook' as const }, note: null, left: [] };
  const from = isIncoming(wordAt(tokens, at - 1)) ? at - 1 : at;
  return { kind: 'event', event, phrase: tokens.slice(from, at + 1) };
}
