import type { SdkTypes } from '../sdk-types';
import { breaches } from './invariants';
import type { Report } from './report';
import { isJson, type Exchange } from './request';
import type { SdkRoutes } from './sdk-routes';
import type { Seen } from './seen';

/** What answers are held against, and where what they show is kept. */
export interface Watch {
  types: SdkTypes;
  routes: SdkRoutes;
  report: Report;
  seen: Seen;
}

/**
 * A `fetch` that holds every raw answer against the SDK's own types and against what always holds,
 * before anybody else sees it. Faults go to the report.
 */
export function watchingFetch({ types, routes, report, seen }: Watch): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const exchange = await toExchange(input, init, response.clone());
    const route = routes.find(exchange.method, exchange.path);
    const where = route ?? `${exchange.method} ${exchange.path}`;
    for (const breach of breaches(exchange)) report.fault(`${where} (${response.status})`, breach);
    const repeated = seen.note(exchange);
    if (!response.ok) {
      const code = codeOf(exchange.body);
      if (code !== null && !types.isErrorCode(code))
        report.fault(where, `the SDK knows no error code ${code}`);
      return response;
    }
    if (route === null) report.fault(where, 'the SDK knows no such route');
    report.routes.add(where);
    for (const fault of types.check(exchange.body)) report.fault(where, fault);
    if (repeated !== null) report.fault(where, `${repeated} exists already`);
    return response;
  };
}

async function toExchange(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  response: Response,
): Promise<Exchange> {
  const url = new URL(input instanceof Request ? input.url : input);
  const sent = typeof init?.body === 'string' ? init.body : '';
  const headers = new Headers(init?.headers);
  return {
    method: init?.method ?? 'GET',
    path: url.pathname,
    params: new URLSearchParams(`${url.search.slice(1)}&${sent}`),
    idempotencyKey: headers.get('idempotency-key'),
    version: headers.get('stripe-version'),
    status: response.status,
    headers: response.headers,
    body: parse(await response.text()),
  };
}

/** The code of an error, or null when it has none. */
function codeOf(body: unknown): string | null {
  const error = isJson(body) ? body.error : null;
  return isJson(error) && typeof error.code === 'string' ? error.code : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
