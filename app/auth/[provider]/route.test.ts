import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { readSession } from '@/lib/auth/session';
import { createFetchBrowser } from '@/local/kit/fetch-browser';
import { startGitHub } from '@/local/oauth/github';
import { startGoogle, type IdentityProvider } from '@/local/oauth/google';
import * as createCheckout from '../../api/checkout/create/route';
import * as status from '../../api/payments/subscription-status/route';
import * as nextAuth from '../../api/auth/[...nextauth]/route';
import * as signIn from './route';

type ProviderName = 'google' | 'github';

const app = setUpApp();
let folder: string;
const providers: Partial<Record<ProviderName, IdentityProvider>> = {};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sign-in-'));
  const options = (name: string) => ({
    port: 0,
    clientId: `${name}-client`,
    clientSecret: 'a-secret-of-some-length-0123456789',
    redirectUris: [`${app.origin}/api/auth/callback/${name}`],
    stateFile: path.join(folder, `${name}.json`),
  });
  providers.google = await startGoogle(options('google'));
  providers.github = await startGitHub(options('github'));
  vi.stubEnv('GOOGLE_ISSUER', providers.google.url);
  vi.stubEnv('GITHUB_URL', providers.github.url);
  vi.stubEnv('GITHUB_API_URL', providers.github.url);
  vi.stubEnv('ADMIN_EMAIL', 'Theo.Okafor@example.com');
  for (const name of ['google', 'github']) {
    vi.stubEnv(`${name.toUpperCase()}_CLIENT_ID`, options(name).clientId);
    vi.stubEnv(`${name.toUpperCase()}_CLIENT_SECRET`, options(name).clientSecret);
  }
});
afterAll(async () => {
  await Promise.all(Object.values(providers).map((provider) => provider.close()));
  rmSync(folder, { recursive: true });
});

/** The app's cookies of one browser. */
class Jar {
  readonly cookies = new Map<string, string>();

  get header() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

const start = async (jar: Jar, provider: string, query = '') =>
  jar.keep(
    await app.call(signIn.GET, {
      path: `/auth/${provider}${query}`,
      params: { provider },
      headers: { cookie: jar.header },
    }),
  );

type Choice = Record<string, string>;
const pick = (person: string): Choice => ({ action: 'pick', person: `${person}@example.com` });
const deny: Choice = { action: 'deny' };

/** Goes all the way: our link, the provider's page, and back; answers where it ends. */
async function through(jar: Jar, provider: ProviderName, choice: Choice, query = '') {
  const started = await start(jar, provider, query);
  const authorize = started.headers.get('location') ?? '';
  const origin = providers[provider]?.url ?? '';
  expect(authorize.startsWith(origin)).toBe(true);
  const browser = createFetchBrowser(origin);
  const page = await browser.open(authorize);
  const fields =
    provider === 'google'
      ? choice
      : { ...Object.fromEntries(new URL(authorize).searchParams), ...choice };
  const back = await browser.submit(
    provider === 'google' ? page.url : '/login/oauth/authorize',
    fields,
  );
  const url = new URL(back.url);
  const answer = await nextAuth.GET(new Request(url, { headers: { cookie: jar.header } }), {
    params: Promise.resolve({ nextauth: ['callback', provider] }),
  });
  jar.keep(answer);
  return answer.headers.get('location');
}

describe('GET /auth/{provider}', () => {
  it.each(['google', 'github'] as const)('signs in with %s and leads back', async (provider) => {
    const jar = new Jar();
    const end = await through(
      jar,
      provider,
      pick(provider === 'google' ? 'mara.lindqvist' : 'theo.okafor'),
      '?callbackUrl=%2Faccount',
    );
    expect(end).toBe(`${app.origin}/account`);
    const user = await readSession(jar.header);
    const rows = await app.database.query('select email from next_auth.users where id = $1', [
      user?.id,
    ]);
    expect(rows).toEqual([{ email: user?.email }]);
  });

  it('keeps no token of a provider', async () => {
    const rows = await app.database.query(
      'select access_token, refresh_token, id_token from next_auth.accounts',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.values(row)).toEqual([null, null, null]);
  });

  it('is the same person at the next sign-in', async () => {
    const [first, second] = [new Jar(), new Jar()];
    await through(first, 'google', pick('mara.lindqvist'));
    await through(second, 'google', pick('mara.lindqvist'));
    const user = await readSession(first.header);
    expect(user).not.toBeNull();
    expect(await readSession(second.header)).toEqual(user);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
    'never leads back to %s',
    async (url) => {
      const query = `?callbackUrl=${encodeURIComponent(url)}`;
      const end = await through(new Jar(), 'google', pick('mara.lindqvist'), query);
      expect(end).toBe(`${app.origin}/workflows`);
    },
  );

  it.each(['google', 'github'] as const)(
    'refuses an address that %s has not verified',
    async (provider) => {
      const jar = new Jar();
      const end = await through(jar, provider, pick('noor.haddad'));
      expect(end).toBe(`${app.origin}/sign-in/error?error=EmailNotVerified`);
      expect(await readSession(jar.header)).toBeNull();
      const rows = await app.database.query("select from next_auth.users where email like 'noor%'");
      expect(rows).toEqual([]);
    },
  );

  it.each(['google', 'github'] as const)(
    'says so when the person denies it at %s',
    async (name) => {
      const end = await through(new Jar(), name, deny);
      expect(end).toBe(`${app.origin}/sign-in/error?error=AccessDenied`);
    },
  );

  it('does not give an account to the same address at another provider', async () => {
    const jar = new Jar();
    const end = await through(jar, 'github', pick('mara.lindqvist'));
    expect(end).toBe(`${app.origin}/sign-in/error?error=OAuthAccountNotLinked`);
    expect(await readSession(jar.header)).toBeNull();
  });

  it('refuses an answer of the provider that another browser asked for', async () => {
    const mine = new Jar();
    await start(mine, 'google');
    const url = new URL(`${app.origin}/api/auth/callback/google?code=stolen&state=foreign`);
    const answer = await nextAuth.GET(new Request(url, { headers: { cookie: mine.header } }), {
      params: Promise.resolve({ nextauth: ['callback', 'google'] }),
    });
    expect(answer.headers.get('location')).toBe(`${app.origin}/sign-in/error?error=OAuthCallback`);
    mine.keep(answer);
    expect(await readSession(mine.header)).toBeNull();
  });

  it('starts so many sign-ins for one address and no more', async () => {
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const begin = () => app.call(signIn.GET, { params: { provider: 'github' }, headers: from });
    const ends = await Promise.all(Array.from({ length: 121 }, begin));
    const refused = `${app.origin}/sign-in/error?error=RateLimited`;
    expect(ends.filter((each) => each.headers.get('location') === refused)).toHaveLength(1);
  });

  it('makes the person whom ADMIN_EMAIL names the first admin, and nobody else', async () => {
    await through(new Jar(), 'google', pick('mara.lindqvist'));
    const jar = new Jar();
    await through(jar, 'github', pick('theo.okafor'));
    const theo = await readSession(jar.header);
    const members = () => app.database.query('select user_id, role from admin.members');
    expect(await members()).toEqual([{ user_id: theo?.id, role: 'admin' }]);
    // Once there is an admin, the address gives nothing any more.
    await app.database.query(`update admin.members set user_id = (
      select id from next_auth.users where email = 'mara.lindqvist@example.com')`);
    await through(jar, 'github', pick('theo.okafor'));
    expect(await members()).not.toContainEqual({ user_id: theo?.id, role: 'admin' });
  });

  it('knows no other provider', async () => {
    expect((await start(new Jar(), 'facebook')).status).toBe(404);
  });

  it('gives a guest’s purchase to whoever signs in with the same verified address', async () => {
    const email = 'ines.carvalho@example.com';
    const response = await app.call(createCheckout.POST, {
      method: 'POST',
      body: { tier: 'pro', email },
    });
    const { session_id } = (await response.json()) as { session_id: string };
    await app.control.confirmCheckout({ session: session_id });
    await app.control.settle();
    const jar = new Jar();
    await through(jar, 'google', pick('ines.carvalho'));
    const plan = await app.call(status.GET, { headers: { cookie: jar.header } });
    expect(await plan.json()).toMatchObject({ has_subscription: true, plan_name: 'Pro' });
  });
});

describe('/api/auth', () => {
  const ask = (method: 'GET' | 'POST', action: string, body = '') =>
    nextAuth[method](
      new Request(`${app.origin}/api/auth/${action}`, {
        method,
        ...(method === 'POST' && {
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      }),
      { params: Promise.resolve({ nextauth: action.split('/') }) },
    );

  it('does not write into the log what strangers send', async () => {
    expect((await ask('POST', '_log', 'code=x&level=error')).status).toBe(404);
  });

  it('starts no sign-in for a form without its CSRF token', async () => {
    const response = await ask('POST', 'signin/google', 'callbackUrl=/');
    expect(response.headers.get('location')).not.toContain(providers.google?.url ?? '-');
  });

  it('answers an empty session to a stranger', async () => {
    expect(await (await ask('GET', 'session')).json()).toEqual({});
  });

  it('reads no form of any size', async () => {
    const response = await ask('POST', 'signin/google', 'x'.repeat(20_000));
    expect(response.status).toBe(413);
  });
});
