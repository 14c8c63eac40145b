import 'server-only';
import type { LookupFunction } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { StepFailure } from '../executor';
import { readBody } from './body';
import { codeOf, readUrl, requireDestination, type Address, type Resolve } from './destination';
import { readHeaders, withoutCredentials, type Header } from './headers';

export interface NetworkDeps {
  /** Origins that may be called wherever they are: this installation's own choice, usually none. */
  allowedOrigins: ReadonlySet<string>;
  resolve: Resolve;
}

export interface OutgoingRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: readonly Header[];
  body: string | null;
  /** For everything together: names, redirects, the answer's last byte. */
  timeoutSeconds: number;
  signal: AbortSignal;
  /** 0 for requests that carry a signature: they are meant for one receiver. */
  redirectsMax?: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const REDIRECTS_MAX = 5;
const HEADER_BYTES_MAX = 32 * 1024;
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One request on its way; a redirect makes the next one out of it. */
interface Hop {
  url: URL;
  method: OutgoingRequest['method'];
  headers: Map<string, string>;
  body: string | null;
}

/**
 * Calls an address that a workflow's author has chosen. It may lead to the public internet only: its
 * name is resolved once, every address is checked, and the connection is made to what was checked,
 * so that a name which answers differently the next time leads nowhere else. Redirects are followed
 * by the same rules.
 *
 * @returns any answer, also 404 or 500
 * @throws StepFailure when there is no answer, or none that may be read
 */
export async function safeFetch(deps: NetworkDeps, outgoing: OutgoingRequest): Promise<Answer> {
  const { signal, timeoutSeconds, redirectsMax = REDIRECTS_MAX } = outgoing;
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  const stop = AbortSignal.any([signal, deadline]);
  let hop: Hop = {
    url: readUrl(outgoing.url),
    method: outgoing.method,
    headers: readHeaders(outgoing.headers),
    body: outgoing.body,
  };
  try {
    for (let redirects = 0; ; redirects += 1) {
      const addresses = await untilStopped(requireDestination(hop.url, deps), stop);
      const { answer, location } = await send(hop, addresses, stop);
      if (location === null || redirectsMax === 0) return answer;
      if (redirects === redirectsMax) {
        throw new StepFailure(`${hop.url.host} leads on more than ${redirectsMax} times`, {
          isTemporary: false,
        });
      }
      hop = toNextHop(hop, answer.status, location);
    }
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    if (error instanceof StepFailure) throw error;
    throw toFailure(error, hop.url.host, deadline.aborted ? timeoutSeconds : null);
  }
}

function untilStopped<Value>(promise: Promise<Value>, stop: AbortSignal): Promise<Value> {
  stop.throwIfAborted();
  return new Promise((resolve, reject) => {
    const give = () => reject(new Error('Stopped', { cause: stop.reason }));
    stop.addEventListener('abort', give, { once: true });
    void promise.then(resolve, reject).finally(() => stop.removeEventListener('abort', give));
  });
}

async function send(
  { url, method, headers, body }: Hop,
  addresses: Address[],
  signal: AbortSignal,
) {
  // A connection of its own: one from a pool could lead to where the name led before.
  const agent = new Agent({
    connect: { lookup: pinnedTo(addresses) },
    maxHeaderSize: HEADER_BYTES_MAX,
    pipelining: 0,
  });
  try {
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers: {
        'user-agent': 'Cue-Workflows',
        'accept-encoding': 'gzip, br',
        ...Object.fromEntries(headers),
      },
      body,
      signal,
    });
    const isRedirect = redirectStatuses.has(response.statusCode);
    const location = isRedirect ? (firstOf(response.headers.location) ?? null) : null;
    const read = await readBody(response.body, firstOf(response.headers['content-encoding']));
    return { answer: toAnswer(response, read), location };
  } finally {
    await agent.destroy();
  }
}

/** Answers every look-up with what was checked; nobody is asked again. */
export function pinnedTo(addresses: readonly Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

const firstOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function toAnswer({ statusCode, headers }: Dispatcher.ResponseData, body: Buffer): Answer {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return { status: statusCode, headers: Object.fromEntries(pairs), text: body.toString('utf8') };
}

/** What a browser would do (Fetch standard, "HTTP-redirect fetch"), more careful with headers. */
function toNextHop(hop: Hop, status: number, location: string): Hop {
  if (!URL.canParse(location, hop.url)) {
    throw new StepFailure(`${hop.url.host} leads to an address that cannot be read`, {
      isTemporary: false,
    });
  }
  const url = readUrl(new URL(location, hop.url).href);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new StepFailure(`${hop.url.host} leads from https:// to http://`, { isTemporary: false });
  }
  const headers = url.origin === hop.url.origin ? hop.headers : withoutCredentials(hop.headers);
  const losesBody = status === 303 || (status < 303 && hop.method === 'POST');
  if (!losesBody) return { ...hop, url, headers };
  const kept = new Map([...headers].filter(([name]) => !name.startsWith('content-')));
  return { url, method: 'GET', headers: kept, body: null };
}

const stopped = (signal: AbortSignal) =>
  new StepFailure('The step was stopped', { isTemporary: true, cause: signal.reason });

/** Passing troubles of a connection; everything else, such as a certificate, stays as it is. */
const passing: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

function toFailure(cause: unknown, host: string, lateAfterSeconds: number | null): StepFailure {
  if (lateAfterSeconds !== null) {
    const message = `${host} did not answer within ${lateAfterSeconds} seconds`;
    return new StepFailure(message, { isTemporary: true, cause });
  }
  const code = codeOf(cause) ?? 'unknown';
  if (passing.has(code)) {
    return new StepFailure(`${host} cannot be reached (${code})`, { isTemporary: true, cause });
  }
  return new StepFailure(`The connection to ${host} failed (${code})`, {
    isTemporary: false,
    cause,
  });
}
