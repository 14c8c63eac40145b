import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import { NextRequest } from 'next/server';
import NextAuth, { type NextAuthOptions } from 'next-auth';
import { appEnv, authEnv } from '@/lib/env/env';

/** One action of next-auth, named by the path below `/api/auth`: `['callback', 'google']`. */
export interface NextAuthCall {
  method: 'GET' | 'POST';
  action: string[];
  query: Record<string, string>;
  body: Record<string, string>;
  headers: Headers;
}

/** Records what next-auth does to a response of Next's older API, as a web `Response`. */
class ResponseRecorder {
  private readonly headers = new Map<string, string | string[]>();
  private statusCode = 200;
  private body: string | null = null;

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }

  json(value: unknown): void {
    this.setHeader('content-type', 'application/json');
    this.body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === 'string' || value === undefined) this.body = value ?? null;
    else this.json(value);
  }

  end(): void {
    // Nothing to do: the response is complete when next-auth returns.
  }

  toResponse(): Response {
    const headers = new Headers({ 'cache-control': 'no-store' });
    for (const [name, value] of this.headers) {
      for (const each of [value].flat()) headers.append(name, each);
    }
    return new Response(this.body, { status: this.statusCode, headers });
  }
}

function csrfCookieName(): string {
  const secure = appEnv().NEXTAUTH_URL.startsWith('https://');
  return secure ? '__Host-next-auth.csrf-token' : 'next-auth.csrf-token';
}

/**
 * A token and its signed cookie as next-auth makes them, so that a GET of ours may start what
 * next-auth only accepts as a POST from its own form.
 */
function createCsrfPair(): { csrfToken: string; cookie: string } {
  const csrfToken = randomBytes(32).toString('hex');
  const hash = createHash('sha256')
    .update(`${csrfToken}${authEnv().NEXTAUTH_SECRET}`)
    .digest('hex');
  return { csrfToken, cookie: `${csrfToken}|${hash}` };
}

/**
 * Runs one action of next-auth and answers with what it would send to the browser.
 *
 * next-auth's entry for Next's app router reads cookies and headers from Next's ambient request;
 * its older entry takes them as arguments. We use the older one: the request is a plain value, so
 * that we can hand in our own CSRF pair, and tests need no server.
 */
export async function callNextAuth(
  options: NextAuthOptions,
  call: NextAuthCall,
): Promise<Response> {
  const request = new NextRequest(appEnv().NEXTAUTH_URL, { headers: call.headers });
  const cookies = Object.fromEntries(
    request.cookies.getAll().map((each) => [each.name, each.value]),
  );
  const recorder = new ResponseRecorder();
  const req = {
    method: call.method,
    query: { ...call.query, nextauth: call.action },
    cookies,
    headers: Object.fromEntries(call.headers),
    body: call.body,
  };
  // next-auth reads and calls exactly what stands in these two objects (next/index.js of 4.24.15);
  // the rest of Node's request and response is never touched.
  await NextAuth(req as unknown as NextApiRequest, recorder as unknown as NextApiResponse, options);
  return recorder.toResponse();
}

/** The same for an action that demands a POST with a CSRF token: `signin` and `signout`. */
export async function callNextAuthAsForm(
  options: NextAuthOptions,
  call: Omit<NextAuthCall, 'method' | 'query'>,
): Promise<Response> {
  const { csrfToken, cookie } = createCsrfPair();
  const headers = new Headers(call.headers);
  const others = (headers.get('cookie') ?? '')
    .split('; ')
    .filter((pair) => pair !== '' && !pair.startsWith(`${csrfCookieName()}=`));
  headers.set(
    'cookie',
    [...others, `${csrfCookieName()}=${encodeURIComponent(cookie)}`].join('; '),
  );
  return callNextAuth(options, {
    ...call,
    method: 'POST',
    query: {},
    headers,
    body: { ...call.body, csrfToken },
  });
}
