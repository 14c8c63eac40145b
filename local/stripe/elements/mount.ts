import type { Context, Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { Emulator } from '../emulator';
import { isLoopback } from '../http/loopback';
import { timeFor } from '../kernel/clocks';
import { StripeApiError } from '../kernel/errors';
import { authenticateIntent } from './authenticate';
import { isPublishable, toBrowser, toBrowserText } from './publishable';
import { stripeScript } from './script';

const stepSchema = z.object({
  client_secret: z.string(),
  outcome: z.enum(['complete', 'fail']),
});

/**
 * Lets pages of this machine, and no others, read answers from another origin; with a publishable
 * key they get to see what browsers may.
 */
export const shareWithLoopback: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin') ?? '';
  if (isLoopback(origin)) {
    c.header('Access-Control-Allow-Origin', origin);
    c.header(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, Stripe-Account, Stripe-Version',
    );
    c.header('Access-Control-Allow-Methods', 'GET, POST');
    c.header('Vary', 'Origin');
    if (c.req.method === 'OPTIONS') return c.body(null, 204);
  }
  await next();
  if (isPublishable(c)) c.res = new Response(toBrowserText(await c.res.text()), c.res);
  return undefined;
};

/**
 * Mounts Stripe.js and the authentication step that its dialog ends. `@stripe/stripe-js` takes the
 * `window.Stripe` that it finds, so a page in development loads this script before it:
 * `<script src="http://127.0.0.1:54330/endive/stripe.js"></script>`. The path names the release that
 * the pinned loader was published for, as at js.stripe.com, or is `/v3`.
 *
 * @see https://docs.stripe.com/sdks/stripejs-versioning
 */
export function mountElements(app: Hono, emulator: Emulator): void {
  const serve = (c: Context) =>
    c.body(stripeScript(), 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  app.get('/v3', serve);
  app.get('/v3/', serve);
  app.get('/:release{v3|[a-z]+}/stripe.js', serve);

  app.post('/v3/authenticate', async (c) => {
    const input = stepSchema.safeParse(await c.req.parseBody());
    if (!input.success) return c.json({ error: { message: 'client_secret and outcome' } }, 400);
    const { client_secret: secret, outcome } = input.data;
    try {
      emulator.catchUp();
      const id = secret.split('_secret_')[0] ?? '';
      const account = emulator.home(id);
      const now = timeFor(account, [id]);
      const work = () => account.atomic(() => authenticateIntent(account, secret, outcome));
      return c.json(toBrowser(account.at(now, work)));
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      return c.json(toBrowser(error.toBody()), error.status as 400);
    } finally {
      emulator.file.commit();
    }
  });
}
