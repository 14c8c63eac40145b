import type { Hono } from 'hono';
import { matchesChallenge, type GrantStore } from './github-grants';

interface TokenDeps {
  clientId: string;
  clientSecret: string;
  grants: GrantStore;
}

type TokenAnswer =
  | { access_token: string; token_type: 'bearer'; scope: string }
  | { error: string; error_description: string };

/** Mounts GitHub's token endpoint, which answers its errors with status 200. */
export function mountToken(app: Hono, deps: TokenDeps): void {
  app.post('/login/oauth/access_token', async (c) => {
    const type = c.req.header('content-type') ?? '';
    const body: Record<string, unknown> = type.includes('json')
      ? await c.req.json<Record<string, unknown>>().catch(() => ({}))
      : await c.req.parseBody();
    const answer = redeem((name) => {
      const value = body[name];
      return typeof value === 'string' ? value : null;
    }, deps);
    c.header('cache-control', 'no-store');
    if ((c.req.header('accept') ?? '').includes('json')) return c.json(answer);
    return c.body(new URLSearchParams(Object.entries(answer)).toString(), 200, {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    });
  });
}

function redeem(read: (name: string) => string | null, deps: TokenDeps): TokenAnswer {
  const { clientId, clientSecret, grants } = deps;
  if (read('client_id') !== clientId || read('client_secret') !== clientSecret) {
    return {
      error: 'incorrect_client_credentials',
      error_description: 'The client_id and/or client_secret passed are incorrect.',
    };
  }
  const grant = grants.takeCode(read('code') ?? '');
  if (grant === null || !matchesChallenge(grant.challenge, read('code_verifier'))) {
    return {
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
    };
  }
  const redirectUri = read('redirect_uri');
  if (redirectUri !== null && redirectUri !== grant.redirectUri) {
    return {
      error: 'redirect_uri_mismatch',
      error_description:
        'The redirect_uri MUST match the registered callback URL for this application.',
    };
  }
  return {
    access_token: grants.issueToken(grant),
    token_type: 'bearer',
    scope: grant.scopes.join(','),
  };
}
