import type { SdkTypes } from '../sdk-types';
import { breaches } from './invariants';
import type { Report } from './report';
import { isJson, routeOf, type Exchange } from './request';

/**
 * A `fetch` for the SDK that holds every raw answer against the SDK's own types and against what
 * always holds, before the SDK sees it. Faults go to the report.
 */
export function watchingFetch(types: SdkTypes, report: Report): typeof fetch {
  const created = new Map<string, string>();
  return async (input, init) => {
    const response = await fetch(input, init);
    const exchange = await toExchange(input, init, response.clone());
    const route = routeOf(exchange);
    for (const breach of breaches(exchange)) report.fault(`${route} (${response.status})`, breach);
    if (!response.ok) return response;
    report.routes.add(route);
    for (const fault of types.check(exchange.body)) report.fault(route, fault);
    const repeated = repeatedId(created, exchange);
    if (repeated) report.fault(route, `${repeated} exists already`);
    return response;
  };
}

/** The id of a new object that was the id of another before, or null. */
function repeatedId(created: Map<string, string>, exchange: Exchange): string | null {
  const { body, headers, method, path } = exchange;
  const isNew = method === 'POST' && /^\/v1\/(?:\w+\/)?[a-z_]+$/.test(path);
  if (!isNew || !isJson(body) || typeof body.id !== 'string') return null;
  if (headers.get('idempotent-replayed') === 'true' || body.id.startsWith('upcoming_')) return null;
  const request = headers.get('request-id') ?? '';
  const first = created.get(body.id);
  created.set(body.id, request);
  return first === undefined || first === request ? null : body.id;
}

async function toExchange(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  response: Response,
): Promise<Exchange> {
  const url = new URL(input instanceof Request ? input.url : input);
  const sent = typeof init?.body === 'string' ? init.body : '';
  const text = await response.text();
  return {
    method: init?.method ?? 'GET',
    path: url.pathname,
    params: new URLSearchParams(`${url.search.slice(1)}&${sent}`),
    idempotencyKey: new Headers(init?.headers).get('idempotency-key'),
    status: response.status,
    headers: response.headers,
    body: parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
