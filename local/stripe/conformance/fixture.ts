import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { startLocalStripe } from '../server';
import type { SdkTypes } from './sdk-types';

const KEY = 'sk_test_conformance';
const SECRET = 'whsec_conformance';

/** 2026-01-31 12:00:00 UTC: the clock stands still, and the month is the awkward one. */
export const START = Date.UTC(2026, 0, 31, 12) / 1000;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

export interface Fixture {
  stripe: Stripe;
  base: string;
  /** What differed from the SDK's types so far, in responses and webhook bodies. */
  faults: Set<string>;
  /** Verified events in the order they arrived. */
  events: Stripe.Event[];
  /** Methods and paths that were answered with success. */
  routes: Set<string>;
  control: <Answer = Record<string, unknown>>(path: string, input?: object) => Promise<Answer>;
  close: () => Promise<void>;
}

/**
 * A local Stripe, the real SDK in front of it with every raw response checked, and a webhook
 * receiver that verifies and checks every body. Nothing else of the emulator is known here.
 *
 * @param types what to hold bodies against; null where only behaviour is looked at
 */
export async function startFixture(types: SdkTypes | null): Promise<Fixture> {
  const server = await startLocalStripe({ port: 0, secretKey: KEY, frozenAt: START });
  const { hostname, port } = new URL(server.url);
  const faults = new Set<string>();
  const routes = new Set<string>();
  const stripe = new Stripe(KEY, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient(checkingFetch(types, faults, routes)),
  });
  const control: Fixture['control'] = async (path, input = {}) => {
    const response = await fetch(`${server.url}/_cue/${path}`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer as never; // the caller names the shape it expects
  };
  const receiver = await startReceiver(stripe, types, faults);
  await control('webhook-endpoint', { url: receiver.url, secret: SECRET });
  return {
    stripe,
    base: server.url,
    faults,
    events: receiver.events,
    routes,
    control,
    close: async () => {
      await server.close();
      await receiver.close();
    },
  };
}

/** The fetch that the SDK uses: each body is checked before the SDK sees it. */
function checkingFetch(
  types: SdkTypes | null,
  faults: Set<string>,
  routes: Set<string>,
): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const body: unknown = await response.clone().json();
    const name = `${init?.method ?? 'GET'} ${url.pathname.replace(/\/[a-z]+_[A-Za-z0-9_]{8,}/g, '/{id}')}`;
    if (!response.headers.get('request-id')?.startsWith('req_')) {
      faults.add(`${name}: no request id`);
    }
    if (response.ok) {
      routes.add(name);
      for (const fault of types?.check(body) ?? []) faults.add(`${name}: ${fault}`);
    } else {
      for (const fault of checkError(body)) faults.add(`${name} (${response.status}): ${fault}`);
    }
    return response;
  };
}

const ERROR_FIELDS = new Set([
  'charge',
  'code',
  'decline_code',
  'doc_url',
  'message',
  'param',
  'payment_intent',
  'payment_method',
  'request_log_url',
  'setup_intent',
  'type',
]);

function checkError(body: unknown): string[] {
  const error = (body as { error?: Record<string, unknown> }).error;
  if (!error) return ['an error without `error`'];
  return [
    ...Object.keys(error).filter((key) => !ERROR_FIELDS.has(key)),
    ...(typeof error.type === 'string' ? [] : ['error.type']),
    ...(typeof error.message === 'string' ? [] : ['error.message']),
  ];
}

async function startReceiver(stripe: Stripe, types: SdkTypes | null, faults: Set<string>) {
  const events: Stripe.Event[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const signature = String(request.headers['stripe-signature']);
      try {
        events.push(stripe.webhooks.constructEvent(body, signature, SECRET));
      } catch (error) {
        faults.add(`webhook: ${String(error)}`);
      }
      const raw = JSON.parse(body) as { type: string };
      for (const fault of types?.check(raw) ?? []) faults.add(`${raw.type}: ${fault}`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    events,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
