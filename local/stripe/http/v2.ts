import type { Hono } from 'hono';
import { toThin } from '../delivery/thin';
import type { Emulator } from '../emulator';
import { noSuch, StripeApiError } from '../kernel/errors';
import { readAccount } from './account-header';
import { authenticate } from './authenticate';

/** Mounts what there is of Stripe's `/v2`: the event that a thin notification points back to. */
export function mountV2(app: Hono, emulator: Emulator, secretKey: string): void {
  app.get('/v2/core/events/:id', (c) => {
    const id = c.req.param('id');
    c.header('Request-Id', `req_v2${id.slice(-12)}`);
    c.header('Date', new Date(emulator.account.now() * 1000).toUTCString());
    try {
      authenticate(c, secretKey);
      const account = readAccount(c, emulator.account);
      const event = account.find('event', id);
      if (!event) throw noSuch('event', id, null);
      return c.json(toThin(account, event));
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      return c.json(error.toBody(), error.status as 400);
    }
  });
}
