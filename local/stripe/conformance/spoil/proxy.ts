import http from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** An answer on its way back, open to be spoilt. */
export interface Passing {
  method: string;
  path: string;
  params: URLSearchParams;
  status: number;
  headers: Headers;
  body: Json;
}

/** A webhook on its way; answering null loses it. */
export interface Hook {
  body: string;
  headers: Record<string, string>;
  /** What the endpoint verifies with. */
  secret: string;
}

/** One thing that goes wrong between Stripe and its client. */
export interface Spoiler {
  /** Changes what is sent, in place. */
  request?: (request: {
    method: string;
    path: string;
    form: URLSearchParams;
    headers: Headers;
  }) => void;
  /** Changes what is answered, in place. */
  answer?: (passing: Passing) => void;
  hook?: (hook: Hook) => Hook | null;
}

/**
 * A proxy in front of a Stripe API that spoils what passes. It gives itself out as the webhook
 * receiver, so that deliveries pass through it too.
 */
export async function startSpoilingProxy(
  target: string,
  spoiler: Spoiler,
): Promise<{ url: string; close: () => Promise<void> }> {
  const proxy: Own = { url: '', receiver: '', secret: '' };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const headers = new Headers(
        Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
          typeof value === 'string' && !HOP.has(name) ? [[name, value]] : [],
        ),
      );
      const path = request.url ?? '/';
      const done =
        path === '/hook'
          ? passHook(proxy, spoiler, { body, headers: Object.fromEntries(headers) })
          : passRequest(target, proxy, spoiler, {
              method: request.method ?? 'GET',
              path,
              headers,
              body,
            });
      done.then(
        (answer) => {
          response.writeHead(answer.status, answer.headers);
          response.end(answer.text);
        },
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server
  return {
    url: proxy.url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Own {
  url: string;
  receiver: string;
  secret: string;
}

const HOP = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding']);

interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

async function passRequest(
  target: string,
  proxy: Own,
  spoiler: Spoiler,
  sent: { method: string; path: string; headers: Headers; body: string },
): Promise<Answer> {
  const [path = '', query = ''] = sent.path.split('?');
  const isPost = sent.method === 'POST';
  const form = new URLSearchParams(isPost ? sent.body : query);
  const params = new URLSearchParams(form);
  if (isPost && path === '/v1/webhook_endpoints' && form.get('url')?.includes('127.0.0.1')) {
    proxy.receiver = form.get('url') ?? '';
    form.set('url', `${proxy.url}/hook`);
  }
  spoiler.request?.({ method: sent.method, path, form, headers: sent.headers });
  const sought = isPost ? query : form.toString();
  const search = sought === '' ? '' : `?${sought}`;
  const response = await fetch(`${target}${path}${search}`, {
    method: sent.method,
    headers: sent.headers,
    ...(isPost && { body: form.toString() }),
  });
  const body = (await response.json()) as Json; // Stripe answers objects only
  if (typeof body.secret === 'string') proxy.secret ||= body.secret;
  const headers = new Headers(response.headers);
  const passing: Passing = {
    method: sent.method,
    path,
    params,
    status: response.status,
    headers,
    body,
  };
  spoiler.answer?.(passing);
  for (const name of HOP) headers.delete(name);
  const text = JSON.stringify(passing.body);
  return { status: passing.status, headers: Object.fromEntries(headers), text };
}

async function passHook(
  { receiver, secret }: Own,
  spoiler: Spoiler,
  arrived: Omit<Hook, 'secret'>,
): Promise<Answer> {
  const hook = { ...arrived, secret };
  const passed = spoiler.hook ? spoiler.hook(hook) : hook;
  if (passed) await fetch(receiver, { method: 'POST', body: passed.body, headers: passed.headers });
  return { status: 200, headers: {}, text: '' };
}
