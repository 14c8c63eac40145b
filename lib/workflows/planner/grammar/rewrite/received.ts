import { vocabulary } from '../../text/vocabulary';
import { isArticle } from '../../phrases/noun';
import { wordAt } from '../../text/read';
import type { Token } from '../../text/tokens';
import type { Item, TriggerSaid } from '../tree';
import { isIncoming, parts, receivedAt } from './implied';
import type { Rewrite } from './rewrite';

const asWord = (token: Token, norm: string): Token => ({ ...token, kind: 'word', norm });

/** "the incoming webhook" -> "the payload": what has come is no address to send to. */
function asPayload(tokens: readonly Token[]): Token[] {
  return tokens.map((token, at) => {
    if (isIncoming(token.norm) && receivedAt(tokens, at + 1)) return asWord(token, 'the');
    const isEach = token.norm === 'each' || token.norm === 'every';
    if (isEach && isIncoming(wordAt(tokens, at + 1))) return asWord(token, 'the');
    if (!receivedAt(tokens, at) || !/^webhooks?$/.test(token.norm)) return token;
    return asWord(token, parts.has(wordAt(tokens, at + 1)) ? 'the' : 'payload');
  });
}

const places: ReadonlySet<string> = new Set(
  vocabulary(`body, payload, request, form, submission, event, json, post, fields`),
);

/** "the email from the body" -> "the email": all fields stand there. */
function withoutPlaces(tokens: readonly Token[], verbEnd: number): Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const end = at > verbEnd ? placeEnd(tokens, at) : -1;
    const token = tokens[at];
    if (end !== -1) at = end - 1;
    else if (token !== undefined) kept.push(token);
  }
  return kept;
}

function placeEnd(tokens: readonly Token[], at: number): number {
  if (!['in', 'from', 'inside', 'within'].includes(wordAt(tokens, at))) return -1;
  let place = at + 1;
  while (isArticle(wordAt(tokens, place))) place += 1;
  if (!places.has(wordAt(tokens, place))) return -1;
  const isOfPayload = wordAt(tokens, place + 1) === 'of' && wordAt(tokens, place + 3) === 'payload';
  const end = isOfPayload ? place + 4 : place + 1;
  const next = tokens[end];
  const isLonger = next?.kind === 'word' && ['table', 'database', 'field'].includes(next.norm);
  return isLonger ? -1 : end;
}

const takings = vocabulary(`take, receive, accept, catch, get, read, grab, collect, use`);

/** "take the incoming webhook" only says what starts it. */
function isTaking({ verb, tokens, verbEnd }: Extract<Item, { kind: 'action' }>): boolean {
  const said = tokens.slice(verbEnd).filter(({ norm, kind }) => kind !== 'mark' && norm !== 'of');
  return (
    takings.includes(verb) &&
    said.length > 0 &&
    said.every(({ norm }) => isArticle(norm) || norm === 'payload' || places.has(norm))
  );
}

/** Where a webhook starts it, words for the webhook and its parts become words for what it brought. */
export function toReceived(trigger: TriggerSaid | null): Rewrite {
  const isWebhook = trigger?.kind === 'event' && trigger.event.trigger.type === 'webhook';
  if (!isWebhook) return (item) => [item];
  return (item) => {
    if (item.kind === 'if') return [{ ...item, test: asPayload(item.test) }];
    if (item.kind === 'each') return [{ ...item, list: asPayload(item.list) }];
    if (item.kind === 'switch') return [{ ...item, subject: asPayload(item.subject) }];
    if (item.kind !== 'action') return [item];
    const tokens = withoutPlaces(asPayload(item.tokens), item.verbEnd);
    const said = { ...item, tokens };
    return isTaking(said) ? [] : [said];
  };
}
