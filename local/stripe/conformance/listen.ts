import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';

export interface Listener {
  url: string;
  /** What arrived, in order, as it was sent. */
  bodies: { event: Stripe.Event; signature: string; raw: string }[];
  /** Statuses of the next answers; 200 when there are none left. */
  answers: number[];
  close: () => Promise<void>;
}

/** A webhook endpoint of its own, which looks at nothing and keeps everything. */
export async function startListener(): Promise<Listener> {
  const bodies: Listener['bodies'] = [];
  const answers: number[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const signature = String(request.headers['stripe-signature']);
      bodies.push({ event: JSON.parse(raw) as Stripe.Event, raw, signature });
      response.statusCode = answers.shift() ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // a TCP server
    bodies,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
