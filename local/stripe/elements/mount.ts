import { readFileSync } from 'node:fs';
import type { Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator';
import { isLoopback } from '../http/loopback';
import { timeFor } from '../kernel/clocks';
import { StripeApiError } from '../kernel/errors';
import { authenticateIntent } from './authenticate';

const script = new URL('./stripe.client.mjs', import.meta.url);

const stepSchema = z.object({
  client_secret: z.string(),
  outcome: z.enum(['complete', 'fail']),
});

/** Lets pages of this machine, and no others, read answers from another origin. */
export const shareWithLoopback: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin') ?? '';
  if (isLoopback(origin)) {
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Allow-Headers', 'Authorization, Content-Type, Stripe-Version');
    c.header('Access-Control-Allow-Methods', 'GET, POST');
    c.header('Vary', 'Origin');
    if (c.req.method === 'OPTIONS') return c.body(null, 204);
  }
  return next();
};

/** Mounts `/v3/stripe.js` and the authentication step that its dialog ends. */
export function mountElements(app: Hono, emulator: Emulator): void {
  app.get('/v3/stripe.js', (c) => {
    const type = 'text/javascript; charset=utf-8';
    return c.body(readFileSync(script, 'utf8'), 200, { 'Content-Type': type });
  });

  app.post('/v3/authenticate', async (c) => {
    const input = stepSchema.safeParse(await c.req.json().catch(() => null));
    if (!input.success) return c.json({ error: { message: 'client_secret and outcome' } }, 400);
    const { client_secret: secret, outcome } = input.data;
    try {
      emulator.catchUp();
      const { account } = emulator;
      const now = timeFor(account, [secret.split('_secret_')[0] ?? '']);
      const work = () => account.atomic(() => authenticateIntent(account, secret, outcome));
      return c.json(account.at(now, work));
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      return c.json(error.toBody(), error.status as 400);
    } finally {
      emulator.file.commit();
    }
  });
}
