import { Hono } from 'hono';
import { listen } from '../kit/listen';
import { mountAssets } from '../kit/page/assets';
import { onlyHost, pageHeaders } from '../kit/page/security';
import { mountApi } from './github-api';
import { mountAuthorize } from './github-authorize';
import { createGrantStore } from './github-grants';
import { mountToken } from './github-token';
import type { IdentityProvider, IdentityProviderOptions } from './google';
import { problemDocument } from './problem';
import { openState } from './state';

/**
 * Starts the stand-in for GitHub on 127.0.0.1: the web routes `/login/oauth/*` and the two API
 * routes that a sign-in needs, on one port. Ids are computed from the address, so they are the same
 * after every restart.
 *
 * @throws Error when the port is taken or the state file is damaged
 */
export async function startGitHub(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const state = openState(options.stateFile);
  const grants = createGrantStore();
  const app = new Hono();
  const { url, close } = await listen((request) => app.fetch(request), {
    port: options.port,
    name: 'local GitHub',
  });
  app.use(onlyHost(() => url));
  mountAssets(app);
  mountAuthorize(app, { ...options, state, grants });
  mountToken(app, { ...options, grants });
  mountApi(app, { url, state, grants });
  app.get('/', (c) =>
    c.html(
      problemDocument({
        standIn: 'github',
        title: 'Sign-in starts in the product',
        code: 'nothing to do here',
        advice: `This is the local stand-in for GitHub. Its authorization page is at ${url}/login/oauth/authorize.`,
      }),
      200,
      pageHeaders(),
    ),
  );
  return { url, close };
}
