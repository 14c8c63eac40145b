import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import type { SdkTypes } from '../sdk-types';
import type { Report } from './report';

export interface Receiver {
  url: string;
  /** Set once the endpoint is registered; before that no body can be verified. */
  secret: string;
  /** Ids of the verified events. */
  arrived: Set<string>;
  /** Resolves with the ids that have still not come after the time. */
  waitFor: (ids: readonly string[], timeoutMs: number) => Promise<string[]>;
  close: () => Promise<void>;
}

/** A webhook endpoint that verifies every signature and holds every body against the SDK's types. */
export async function startReceiver(
  stripe: Stripe,
  types: SdkTypes,
  report: Report,
): Promise<Receiver> {
  const arrived = new Set<string>();
  const onArrival = new Set<() => void>();
  const take = (body: string, signature: string) => {
    try {
      const event = stripe.webhooks.constructEvent(body, signature, receiver.secret);
      for (const fault of types.check(JSON.parse(body))) report.fault(event.type, fault);
      report.eventTypes.add(event.type);
      arrived.add(event.id);
    } catch (error) {
      report.fault('webhook', error instanceof Error ? error.message : String(error));
    }
    for (const look of onArrival) look();
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      take(Buffer.concat(chunks).toString('utf8'), String(request.headers['stripe-signature']));
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
