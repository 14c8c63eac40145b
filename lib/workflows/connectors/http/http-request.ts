import 'server-only';
import type { Executor, Json } from '../executor';
import { isTemporaryStatus, readJson, toStatusFailure } from '../failures';
import type { Header } from '../net/headers';
import { safeFetch, type Answer, type NetworkDeps } from '../net/safe-fetch';

/** Sessions of somebody else have no place in a run's history, nor has how the answer travelled. */
const leftOut: ReadonlySet<string> = new Set([
  'set-cookie',
  'www-authenticate',
  // Of the connection, not of the answer (RFC 9110, section 7.6.1).
  'connection',
  'keep-alive',
  'transfer-encoding',
]);

/** Calls an address of the author's choice. An answer of 400 and more fails the step. */
export function createHttpRequest(network: NetworkDeps): Executor<'http_request'> {
  return async ({ config, idempotencyKey, signal, log }) => {
    const { method, url, timeoutSeconds } = config;
    const body = method === 'GET' || config.body === '' ? null : config.body;
    const headers = withDefaults(config.headers, { method, body, idempotencyKey });
    const answer = await safeFetch(network, { method, url, headers, body, timeoutSeconds, signal });
    log(`${method} ${new URL(url).host} answered ${answer.status}`);
    if (answer.status >= 400 || isTemporaryStatus(answer.status)) {
      throw toStatusFailure({
        who: new URL(url).host,
        status: answer.status,
        retryAfter: answer.headers['retry-after'],
        detail: answer.text,
        secrets: config.headers.map(({ value }) => value),
      });
    }
    return { status: answer.status, headers: shownHeaders(answer), body: toBody(answer) };
  };
}

interface Facts {
  method: string;
  body: string | null;
  idempotencyKey: string;
}

/** What the author wrote wins. */
function withDefaults(own: readonly Header[], { method, body, idempotencyKey }: Facts): Header[] {
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  const type =
    body !== null && readJson(body) !== undefined
      ? 'application/json'
      : 'text/plain; charset=utf-8';
  const defaults = [
    ...(body === null ? [] : [{ name: 'content-type', value: type }]),
    ...(method === 'GET' ? [] : [{ name: 'idempotency-key', value: idempotencyKey }]),
  ];
  return [...own, ...defaults.filter(({ name }) => !names.has(name))];
}

const shownHeaders = ({ headers }: Answer) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !leftOut.has(name)));

/** JSON where the answer says so and is; else its text. */
export function toBody({ headers, text }: Answer): Json {
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '');
  return (isJson ? readJson(text) : undefined) ?? text;
}
