import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import type { SdkTypes } from '../sdk-types';
import type { Report } from './report';
import type { Json } from './request';

export interface Receiver {
  url: string;
  /** Set once the endpoint is registered; before that no body can be verified. */
  secret: string;
  /** Bodies of the verified events by id. */
  arrived: Map<string, Json>;
  /** Resolves with the ids that have still not come after the time. */
  waitFor: (ids: readonly string[], timeoutMs: number) => Promise<string[]>;
  close: () => Promise<void>;
}

/** Where a signature says when it was made, and how, v0 only beside v1. */
const SIGNATURE = /^t=\d{10}(,v[01]=[0-9a-f]{64})+$/;

/** A webhook endpoint that verifies every signature and holds every body against the SDK's types. */
export async function startReceiver(
  stripe: Stripe,
  types: SdkTypes,
  report: Report,
): Promise<Receiver> {
  const arrived = new Map<string, Json>();
  const onArrival = new Set<() => void>();
  const take = (request: http.IncomingMessage, body: string) => {
    const signature = String(request.headers['stripe-signature']);
    for (const fault of faultsOfHeaders(request)) report.fault('webhook', fault);
    try {
      const event = stripe.webhooks.constructEvent(body, signature, receiver.secret);
      const raw = JSON.parse(body) as Json; // the same text, as the SDK has read it
      for (const fault of types.check(raw)) report.fault(event.type, fault);
      report.eventTypes.add(event.type);
      arrived.set(event.id, raw);
    } catch (error) {
      report.fault('webhook', error instanceof Error ? error.message : String(error));
    }
    for (const look of onArrival) look();
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      take(request, Buffer.concat(chunks).toString('utf8'));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/webhook`,
    secret: '',
    arrived,
    waitFor: (ids, timeoutMs) =>
      new Promise((resolve) => {
        const missing = () => ids.filter((id) => !arrived.has(id));
        const finish = () => {
          clearTimeout(timer);
          onArrival.delete(look);
          resolve(missing());
        };
        const look = () => {
          if (missing().length === 0) finish();
        };
        const timer = setTimeout(finish, timeoutMs);
        onArrival.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

function faultsOfHeaders({ headers, method }: http.IncomingMessage): string[] {
  const signature = headers['stripe-signature'];
  return [
    ...(method === 'POST' ? [] : [`sent with ${String(method)}`]),
    ...(headers['content-type'] === 'application/json; charset=utf-8' ? [] : ['not called JSON']),
    ...(headers['user-agent']?.startsWith('Stripe/1.0') ? [] : ['not called Stripe/1.0']),
    ...(signature === undefined || SIGNATURE.test(String(signature))
      ? []
      : [`the signature has a form of its own`]),
  ];
}
