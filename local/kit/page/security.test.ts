import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { mountAssets } from './assets';
import { isSameOrigin, onlyHost, pageHeaders } from './security';

const url = 'http://127.0.0.1:54331';

async function isAccepted(headers: Record<string, string>): Promise<boolean> {
  const app = new Hono();
  app.post('/', (c) => c.text(String(isSameOrigin(c))));
  return (await (await app.request(`${url}/`, { method: 'POST', headers })).text()) === 'true';
}

describe('a form', () => {
  test('of the page’s own origin is accepted, and one sent by no browser too', async () => {
    expect(await isAccepted({ origin: url })).toBe(true);
    expect(await isAccepted({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(await isAccepted({})).toBe(true);
  });

  test.each([
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'http://127.0.0.1:54330' }],
    [{ origin: 'null' }],
    [{ origin: 'nonsense' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('with %o is refused', async (headers) => {
    expect(await isAccepted(headers)).toBe(false);
  });
});

test('a page may send forms to its own server and to the named origins only', () => {
  expect(pageHeaders(['http://localhost:3000/a?b'])['content-security-policy']).toContain(
    "form-action 'self' http://localhost:3000;",
  );
});

test.each([
  ['127.0.0.1:54331', 200],
  ['localhost:54331', 200],
  ['127.0.0.1:3000', 421],
  ['evil.example:54331', 421],
])('a request for %s is answered with %i', async (host, status) => {
  const app = new Hono();
  app.use(onlyHost(() => url));
  app.get('/', (c) => c.text('hello'));
  expect((await app.request(`${url}/`, { headers: { host } })).status).toBe(status);
});

test('style and fonts come from this machine, and nothing beside them can be asked for', async () => {
  const app = new Hono();
  mountAssets(app);
  for (const name of ['page.css', 'geist-sans.woff2', 'geist-mono.woff2']) {
    expect((await app.request(`/_assets/${name}`)).status).toBe(200);
  }
  for (const name of ['..%2Fpage.tsx', 'toString', 'missing.css']) {
    expect((await app.request(`/_assets/${name}`)).status).toBe(404);
  }
});
