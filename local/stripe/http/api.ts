import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import qs from 'qs';
import { admitPublishable, isPublishable } from '../elements/publishable';
import type { Emulator } from '../emulator';
import { rateLimited, StripeApiError } from '../kernel/errors';
import { readAccount } from './account-header';
import { authenticate } from './authenticate';
import { Replays } from './replays';
import { readVersion } from './version';

/** The largest body the API reads; real requests are a few kilobytes. */
const BODY_BYTES_MAX = 1_000_000;

/**
 * Mounts Stripe's API under `/v1`.
 *
 * Two clocks meet here. Whatever is told of the business is in the emulator's time: every time in an
 * object or an event, and the `Date` of an answer, because clients order answers and events by the
 * two. Whatever guards the wire is in real time: the time that a signature bears, the wait before a
 * delivery comes again, and the day that an idempotency key lives.
 */
export function mountApi(app: Hono, emulator: Emulator, secretKey: string): void {
  const replays = new Replays();
  let served = 0;

  app.all('/v1/*', async (c) => {
    served += 1;
    const requestId = requestIdOf(emulator, served);
    c.header('Request-Id', requestId);
    const stamp = () => {
      c.header('Date', new Date(emulator.account.now() * 1000).toUTCString());
    };
    try {
      if (emulator.deliveries.faults.rateLimited > 0) {
        emulator.deliveries.faults.rateLimited -= 1;
        c.header('Stripe-Rate-Limited-Reason', 'global-rate');
        throw rateLimited();
      }
      const isBrowser = isPublishable(c);
      if (!isBrowser) authenticate(c, secretKey);
      c.header('Stripe-Version', readVersion(c, emulator.account.contract.apiVersion));
      emulator.catchUp();
      const account = readAccount(c, emulator.account);
      if (account.world !== null) c.header('Stripe-Account', account.world);
      const sent = await readParams(c);
      const raw = isBrowser ? admitPublishable(account, c.req.method, c.req.path, sent) : sent;
      const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
      if (key) c.header('Idempotency-Key', key);
      const run = async () => {
        const execute = emulator.dispatcher.prepare(c.req.method, c.req.path, raw, account);
        await latency(emulator.deliveries.faults.latencyMs);
        return () => execute({ requestId, idempotencyKey: key ?? null });
      };
      const answer = await replays.once(account.store, key, fingerprint(c, raw), run);
      if (answer.replayed) c.header('Idempotent-Replayed', 'true');
      stamp();
      return c.body(answer.body, answer.status as 200, { 'Content-Type': 'application/json' });
    } catch (error) {
      stamp();
      return c.json(toApiError(error).toBody(requestId), toApiError(error).status as 400);
    } finally {
      emulator.file.commit();
    }
  });
}

/** Whatever is not an error of the API is a fault of the emulator, told in full. */
function toApiError(error: unknown): StripeApiError {
  if (error instanceof StripeApiError) return error;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new StripeApiError({
    status: 500,
    type: 'api_error',
    message: `The local Stripe failed; nothing was changed. ${detail}`,
  });
}

async function readParams(c: Context): Promise<Record<string, unknown>> {
  const query = new URL(c.req.url).search.slice(1);
  const body = c.req.method === 'POST' ? await c.req.text() : '';
  if (body.length > BODY_BYTES_MAX) {
    throw new StripeApiError({
      status: 413,
      type: 'invalid_request_error',
      message: 'Request body is too large.',
    });
  }
  return parseForm(query && body ? `${query}&${body}` : query || body);
}

/** Parses Stripe's form encoding: `items[0][price]=...&expand[]=...`. */
export function parseForm(text: string): Record<string, unknown> {
  return qs.parse(text, { depth: 12, arrayLimit: 200, parameterLimit: 5000 });
}

function fingerprint(c: Context, raw: Record<string, unknown>): string {
  return createHash('sha256')
    .update(`${c.req.method} ${c.req.path} ${JSON.stringify(raw)}`)
    .digest('hex');
}

/** Repeatable like all ids, and no other's after a restart. */
function requestIdOf({ account, file: { generation } }: Emulator, served: number): string {
  const { seed, counter } = account.store.state;
  const digest = createHash('sha256')
    .update(`${seed}:${counter}:${served}:${generation}`)
    .digest('base64url');
  return `req_${digest.replaceAll(/[-_]/g, 'x').slice(0, 14)}`;
}

function latency(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
