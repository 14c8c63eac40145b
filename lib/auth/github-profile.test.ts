import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '@/local/kit/listen';
import { fetchGithubIdentity } from './github-profile';

const user = {
  id: 7,
  login: 'ada',
  name: null,
  email: 'public@example.com',
  avatar_url: 'https://a/7',
};
let emails: unknown = [];
let api: { url: string; close: () => Promise<void> };

beforeAll(async () => {
  api = await listen(
    (request: Request) => {
      const { pathname } = new URL(request.url);
      if (request.headers.get('authorization') !== 'Bearer t0ken') {
        return Promise.resolve(new Response(null, { status: 401 }));
      }
      return Promise.resolve(Response.json(pathname === '/user' ? user : emails));
    },
    { port: 0, name: 'GitHub of this test' },
  );
});
afterAll(() => api.close());

describe('fetchGithubIdentity', () => {
  it('takes the primary address of the list and not the one of the public profile', async () => {
    emails = [
      { email: 'second@example.com', primary: false, verified: true },
      { email: 'Main@example.com', primary: true, verified: true },
    ];
    const identity = await fetchGithubIdentity(`${api.url}/`, 't0ken');
    expect(identity).toEqual({
      id: '7',
      name: 'ada',
      image: 'https://a/7',
      email: 'main@example.com',
      emailVerified: true,
    });
  });

  it('says so when GitHub has not verified the primary address, even if another one is', async () => {
    emails = [
      { email: 'second@example.com', primary: false, verified: true },
      { email: 'main@example.com', primary: true, verified: false },
    ];
    const identity = await fetchGithubIdentity(api.url, 't0ken');
    expect(identity.emailVerified).toBe(false);
  });

  it('knows no address where GitHub lists none', async () => {
    emails = [];
    expect(await fetchGithubIdentity(api.url, 't0ken')).toMatchObject({
      email: null,
      emailVerified: false,
    });
  });

  it('fails with a code of ours when GitHub refuses the token', async () => {
    await expect(fetchGithubIdentity(api.url, 'wrong')).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });
});
