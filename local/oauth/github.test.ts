import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createFetchBrowser, type Visit } from '../kit/fetch-browser';
import { startGitHub } from './github';
import type { IdentityProvider } from './google';

const redirectUri = 'http://localhost:3000/api/auth/callback/github';
const clientId = 'Iv1.cue';
const clientSecret = 'a-secret-of-some-length-0123456789';
const asked = {
  client_id: clientId,
  redirect_uri: redirectUri,
  scope: 'read:user user:email',
  state: 'state-1',
};
const mara = { action: 'pick', person: 'mara.lindqvist@example.com' };
const theo = { action: 'pick', person: 'theo.okafor@example.com' };

let folder: string;
let github: IdentityProvider;

async function start(): Promise<IdentityProvider> {
  const stateFile = path.join(folder, 'github.json');
  return startGitHub({ port: 0, clientId, clientSecret, redirectUris: [redirectUri], stateFile });
}

async function open(params: Record<string, string>): Promise<Visit> {
  const url = `${github.url}/login/oauth/authorize?${new URLSearchParams(params).toString()}`;
  return createFetchBrowser(github.url).open(url);
}

async function signIn(fields: Record<string, string>, more: Record<string, string> = {}) {
  return createFetchBrowser(github.url).submit('/login/oauth/authorize', {
    ...asked,
    ...more,
    ...fields,
  });
}

async function codeFor(fields: Record<string, string>, more: Record<string, string> = {}) {
  return new URL((await signIn(fields, more)).url).searchParams.get('code') ?? '';
}

async function redeem(code: string, changes: Record<string, string> = {}) {
  const response = await fetch(`${github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code,
      redirect_uri: redirectUri,
      ...changes,
    }),
  });
  return z.record(z.string(), z.string()).parse(await response.json());
}

async function api(route: string, token: string | undefined): Promise<unknown> {
  const headers = { authorization: `Bearer ${token ?? ''}` };
  return (await fetch(`${github.url}${route}`, { headers })).json();
}

async function userOf(fields: Record<string, string>) {
  const { access_token } = await redeem(await codeFor(fields));
  return z.looseObject({ id: z.number() }).parse(await api('/user', access_token));
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'github-'));
  github = await start();
});
afterEach(async () => {
  vi.useRealTimers();
  await github.close();
  rmSync(folder, { recursive: true });
});

describe('a sign-in', () => {
  test('shows the people and carries the request through the form', async () => {
    const page = await open(asked);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Mara Lindqvist');
    expect(page.text).toContain('name="state" value="state-1"');
  });

  test('ends at the product with code and state, and the token opens the profile', async () => {
    const back = new URL((await signIn(mara)).url);
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('state-1');
    const answer = await redeem(back.searchParams.get('code') ?? '');
    expect(answer).toMatchObject({ token_type: 'bearer', scope: 'read:user,user:email' });
    expect(await api('/user', answer.access_token)).toMatchObject({
      login: 'mara-lindqvist',
      name: 'Mara Lindqvist',
      email: 'mara.lindqvist@example.com',
    });
  });

  test('answers below /api too, where an Enterprise Server has its API', async () => {
    const { access_token } = await redeem(await codeFor(mara));
    expect(await api('/api/user', access_token)).toMatchObject({ login: 'mara-lindqvist' });
    expect(await api('/api/user/emails', access_token)).toHaveLength(2);
  });

  test('keeps a private e-mail out of the profile; the e-mail list has it', async () => {
    const { access_token } = await redeem(await codeFor(theo));
    expect(await api('/user', access_token)).toMatchObject({ email: null });
    expect(await api('/user/emails', access_token)).toContainEqual({
      email: 'theo.okafor@example.com',
      primary: true,
      verified: true,
      visibility: 'private',
    });
  });

  test('says in the e-mail list when the primary address is not verified', async () => {
    const noor = { action: 'pick', person: 'noor.haddad@example.com' };
    const { access_token } = await redeem(await codeFor(noor));
    expect(await api('/user/emails', access_token)).toContainEqual(
      expect.objectContaining({ primary: true, verified: false }),
    );
  });

  test('without the e-mail scope finds no e-mail list', async () => {
    const { access_token } = await redeem(await codeFor(mara, { scope: 'read:user' }));
    expect(await api('/user/emails', access_token)).toMatchObject({ message: 'Not Found' });
  });

  test('that is denied comes back as access_denied with its state', async () => {
    const back = new URL((await signIn({ action: 'deny' })).url);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('state-1');
  });

  test('gives the same id after a restart, also to a person typed in', async () => {
    const kim = { action: 'new', email: 'kim@example.com', name: '', email_verified: 'on' };
    const before = await userOf(kim);
    expect(before.name).toBe('Kim');
    await github.close();
    rmSync(path.join(folder, 'github.json'));
    github = await start();
    expect((await userOf(kim)).id).toBe(before.id);
    expect(Number.isSafeInteger(before.id)).toBe(true);
  });
});

describe('a wrong request', () => {
  test.each([
    ['client', { client_id: 'x' }, 'This client is not known'],
    ['redirect address', { redirect_uri: 'http://evil.example/' }, 'does not match'],
  ])('with another %s shows a page and never redirects', async (_name, changes, title) => {
    const page = await open({ ...asked, ...changes });
    expect(page.status).toBe(400);
    expect(page.text).toContain(title);
    const posted = await signIn(mara, changes);
    expect(posted.status).toBe(400);
  });

  test('shows what the client sent as text, never as markup', async () => {
    const page = await open({ ...asked, client_id: '<script>alert(1)</script>' });
    expect(page.text).not.toContain('<script>alert');
  });

  test('with a plain challenge is sent back as invalid_request', async () => {
    const page = await open({ ...asked, code_challenge: 'x', code_challenge_method: 'plain' });
    expect(new URL(page.url).searchParams.get('error')).toBe('invalid_request');
  });

  test('from another site cannot choose a person', async () => {
    const response = await fetch(`${github.url}/login/oauth/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ ...asked, ...mara }),
      headers: { origin: 'http://localhost:3000' },
    });
    expect(response.status).toBe(403);
  });

  test('without a known token is refused by the API', async () => {
    expect(await api('/user', 'gho_unknown')).toMatchObject({ message: 'Bad credentials' });
  });
});

describe('the token endpoint', () => {
  test('refuses a wrong secret and leaves the code usable', async () => {
    const code = await codeFor(mara);
    const wrong = await redeem(code, { client_secret: 'wrong' });
    expect(wrong.error).toBe('incorrect_client_credentials');
    expect(await redeem(code)).toHaveProperty('access_token');
  });

  test('takes a code once', async () => {
    const code = await codeFor(mara);
    expect(await redeem(code)).toHaveProperty('access_token');
    expect((await redeem(code)).error).toBe('bad_verification_code');
  });

  test('refuses a code after ten minutes', async () => {
    const code = await codeFor(mara);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_001 });
    expect((await redeem(code)).error).toBe('bad_verification_code');
  });

  test('refuses another redirect address', async () => {
    const code = await codeFor(mara);
    const answer = await redeem(code, { redirect_uri: 'http://localhost:3000/' });
    expect(answer.error).toBe('redirect_uri_mismatch');
  });

  test('checks the PKCE verifier', async () => {
    const verifier = 'v'.repeat(43);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await redeem(await codeFor(mara, pkce))).error).toBe('bad_verification_code');
    const right = await redeem(await codeFor(mara, pkce), { code_verifier: verifier });
    expect(right).toHaveProperty('access_token');
  });

  test('answers in form encoding to a client that does not ask for JSON', async () => {
    const response = await fetch(`${github.url}/login/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, code: 'x' }),
    });
    expect(await response.text()).toContain('error=bad_verification_code');
  });
});
