import { vocabulary } from '../text/vocabulary';
import { toTemplate, type Context } from '../context';
import { resolveWhole } from '../resolve';
import { singular } from '../text/forms';
import { chunkOf, mentions, nounsIn, takeAll, takeToken, textOf, type Clause } from './clause';
import type { Draft, Recogniser } from './recogniser';

const methodOf: Readonly<Record<string, string>> = {
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  get: 'GET',
};
const sending: ReadonlySet<string> = new Set(
  vocabulary(`
  post, send, submit, push, forward, publish, report, deliver, upload, notify, tell, pass
`),
);
/** Ask for something from elsewhere also when no address is said. */
const fetching: ReadonlySet<string> = new Set([
  'fetch',
  'download',
  'pull',
  'request',
  'call',
  'scrape',
]);

function sureness(clause: Clause): number {
  const hasUrl = clause.tokens.some(({ kind }) => kind === 'url');
  if (hasUrl)
    return mentions(clause, ['email', 'mail', 'checkout', 'price', 'redirect']) &&
      clause.verb !== 'post' &&
      clause.verb !== 'call'
      ? 2
      : 5;
  if (mentions(clause, ['dynamodb', 'table', 'webhook', 'stripe', 'customer', 'invoice', 'ai']))
    return 0;
  if (fetching.has(clause.verb) && clause.verb !== 'call') return 1.5;
  return mentions(clause, ['api', 'url']) ? 2 : 0;
}

/** A method may be said aloud: "send a PUT request", "call ... with POST". */
function methodIn(clause: Clause): string {
  const named = clause.tokens.find(
    ({ kind, text }, at) =>
      kind === 'word' &&
      (/^(?:GET|POST|PUT|PATCH|DELETE)$/.test(text) ||
        (at > 0 &&
          ['request', 'call'].includes(clause.tokens[at + 1]?.norm ?? '') &&
          Object.hasOwn(methodOf, text.toLowerCase()))),
  );
  if (named !== undefined) return named.text.toUpperCase();
  if (Object.hasOwn(methodOf, clause.verb) && clause.verb !== 'put')
    return methodOf[clause.verb] ?? 'GET';
  if (clause.verb === 'update') return 'PUT';
  if (clause.verb === 'put') return 'PUT';
  if (clause.verb === 'remove') return 'DELETE';
  return sending.has(clause.verb) ? 'POST' : 'GET';
}

const aHeader =
  /["']?([A-Za-z][A-Za-z0-9-]*)["']?\s*(?::|=|\bof\b|\bset to\b|\bis\b|\bwith (?:the )?value(?: of)?\b)\s*["']?([^"',]+?)["']?(?=$|,|\s+and\s)/gi;

/** "with the header X-Token: abc": names and values as they were written. */
function headersIn({ tokens }: Clause, words: string): { name: string; value: string }[] {
  const at = tokens.findIndex(({ norm }) => norm === 'header' || norm === 'headers');
  const text = at === -1 ? '' : textOf(tokens, at + 1, tokens.length, words);
  return [...text.matchAll(aHeader)].flatMap(([, name = '', value = '']) =>
    value.trim() === '' ? [] : [{ name, value: value.trim() }],
  );
}

const requests = vocabulary(`
  request, get, post, put, patch, delete, call, api, url, address, endpoint, http
`);

function read(clause: Clause, context: Context, words: string): Draft {
  const method = methodIn(clause);
  const url = takeToken(clause, 'url')?.text ?? '';
  const nouns = [chunkOf(clause, ''), chunkOf(clause, 'with', 'containing', 'including')]
    .flatMap((chunk) => nounsIn(clause, chunk))
    .filter(
      ({ value }) =>
        value.literal?.kind !== 'url' &&
        !requests.includes(value.head.at(-1) ?? '') &&
        !value.head.includes('header'),
    );
  const json = clause.tokens.find(({ kind, text }) => kind === 'literal' && text.startsWith('{'));
  const config: Draft['config'] = { method, url };
  const headers = headersIn(clause, words);
  if (headers.length > 0) config.headers = headers;
  if (method !== 'GET' && method !== 'DELETE') {
    const [first] = nouns;
    const found = first === undefined ? null : resolveWhole(first.value, context);
    const body = json?.text ?? (found === null ? '' : toTemplate(found));
    if (body !== '') config.body = body;
  }
  const topics =
    method === 'GET'
      ? nouns.flatMap(({ value }) => [value.head.join(' '), singular(value.head.at(-1) ?? '')])
      : [];
  takeAll(clause);
  const questions =
    url === '' ? [{ field: 'url', message: 'Which address is it? Write it with https://' }] : [];
  return { config, questions, topics };
}

export const http: Recogniser = {
  type: 'http_request',
  verbs: [
    ...fetching,
    ...sending,
    'get',
    'run',
    'issue',
    'execute',
    'load',
    'read',
    'put',
    'patch',
    'delete',
    'remove',
    'update',
    'hit',
    'query',
    'ping',
    'retrieve',
    'make',
    'check',
    'grab',
    'use',
    'do',
    'trigger',
    'invoke',
    'poll',
    'look',
    'visit',
    'open',
    'import',
    'collect',
    'perform',
    'access',
    'take',
  ],
  sureness,
  read,
};
