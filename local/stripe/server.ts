import path from 'node:path';
import { Hono } from 'hono';
import { listen } from '../kit/listen';
import { mountControl } from './control/routes';
import { mountElements, shareWithLoopback } from './elements/mount';
import { Emulator } from './emulator';
import { mountApi } from './http/api';
import { refuseForeignHosts } from './http/loopback';
import { mountV2 } from './http/v2';
import { unknownUrl } from './kernel/errors';
import { createPagesPort, visitAccount } from './pages-port';
import { mountPages } from './pages/mount';

export interface LocalStripeOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where the state lives between runs; left out, it is kept in memory only. */
  stateFile?: string;
  /** The only key that is let in; must begin with `sk_test_`. */
  secretKey: string;
  /** Same seed and same requests give the same ids. */
  seed?: string;
  /** A clock that stands still at this Unix second until it is advanced. */
  frozenAt?: number;
}

export interface LocalStripe {
  url: string;
  close: () => Promise<void>;
}

/** How often what is due happens although nobody asks, in milliseconds. */
const TICK_MS = 1000;

/**
 * Starts the local Stripe on loopback: API, hosted pages, webhook deliveries and control API.
 *
 * @throws Error when the key is not a test key or the port is taken
 */
export async function startLocalStripe(options: LocalStripeOptions): Promise<LocalStripe> {
  if (!options.secretKey.startsWith('sk_test_')) {
    throw new Error(
      'The local Stripe takes test keys only: STRIPE_SECRET_KEY must begin with sk_test_.',
    );
  }
  let url = '';
  const emulator = new Emulator({
    stateFile: options.stateFile ?? null,
    seed: options.seed ?? 'cue',
    frozenAt: options.frozenAt ?? null,
    cacheFolder: options.stateFile
      ? path.dirname(options.stateFile)
      : path.join(process.cwd(), 'node_modules/.cache/local-stripe'),
    pagesUrl: () => url,
  });
  const app = new Hono();
  app.use(refuseForeignHosts);
  app.use('/v1/*', shareWithLoopback);
  app.use('/v3/*', shareWithLoopback);
  mountElements(app, emulator);
  mountApi(app, emulator, options.secretKey);
  mountV2(app, emulator, options.secretKey);
  const pages = createPagesPort(emulator);
  mountControl(app, emulator, pages);
  app.use(visitAccount(emulator));
  mountPages(app, pages);
  app.notFound((c) => c.json(unknownUrl(c.req.method, c.req.path).toBody(), 404));

  const server = await listen(app.fetch, { port: options.port, name: 'local Stripe' });
  url = server.url;
  const ticking = setInterval(() => emulator.catchUp(), TICK_MS);
  ticking.unref();
  return {
    url,
    close: async () => {
      clearInterval(ticking);
      await server.close();
      emulator.close();
    },
  };
}
