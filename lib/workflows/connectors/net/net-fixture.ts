import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { resolveByDns, type Resolve } from './destination';
import type { NetworkDeps, OutgoingRequest } from './safe-fetch';

interface Received {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export type Respond = (request: Received, response: ServerResponse) => void;

/** A server on 127.0.0.1 that keeps what it is sent; closed by `await using`. */
export async function startReceiver(respond: Respond) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const each = { method, path: url, headers, body };
      received.push(each);
      respond(each, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    received,
    port,
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** @param allowed origins that may be called although they are not public */
export function networkOf(
  allowed: readonly string[],
  resolve: Resolve = resolveByDns,
): NetworkDeps {
  return { allowedOrigins: new Set(allowed), resolve };
}

export function getting(url: string, rest: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    method: 'GET',
    url,
    headers: [],
    body: null,
    timeoutSeconds: 5,
    signal: new AbortController().signal,
    ...rest,
  };
}
