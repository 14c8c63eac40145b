import { encode } from 'next-auth/jwt';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { problemSchema } from '@/lib/errors/problem';
import { defineRoute } from './contract';
import { endpoint, serve } from './serve';

const origin = 'http://localhost:3000';
const secret = 'a-secret-of-at-least-32-characters';
let cookie: string;

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_URL', origin);
  vi.stubEnv('NEXTAUTH_SECRET', secret);
  for (const name of ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET']) vi.stubEnv(name, 'x');
  for (const name of ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET']) vi.stubEnv(name, 'x');
  const token = await encode({ token: { sub: 'u1', email: 'ada@example.com' }, secret });
  cookie = `next-auth.session-token=${token}`;
});

const base = { tag: 'Test', summary: 'A test', output: z.object({ said: z.string() }) } as const;
const writeRoute = defineRoute({
  ...base,
  id: 'write',
  method: 'POST',
  path: '/t/{id}',
  auth: 'session',
  params: z.object({ id: z.uuid() }),
  query: z.object({ loud: z.enum(['yes', 'no']).default('no') }),
  body: z.strictObject({ word: z.string().min(1) }),
  bodyBytesMax: 200,
});
const openRoute = defineRoute({
  ...base,
  id: 'open',
  method: 'GET',
  path: '/t/{id}',
  auth: 'none',
});

const id = '0b0e7d6c-7f2b-4c56-9d2e-2f9a7c1f7c11';
const { GET, POST, DELETE } = serve(
  endpoint(writeRoute, ({ user, body, query }) =>
    Promise.resolve({
      said: `${user.id} ${body.word} ${query.loud}`,
      secret: 'not in the contract',
    }),
  ),
  endpoint(openRoute, () => {
    throw new Error('the password of the database is hunter2');
  }),
);

interface Ask {
  headers?: Record<string, string>;
  body?: string | null;
  search?: string;
  params?: unknown;
}

function post({ headers = {}, body = '{"word":"hi"}', search = '', params = { id } }: Ask = {}) {
  const sent = { cookie, origin, 'content-type': 'application/json', ...headers };
  const kept = Object.entries(sent).filter(([, value]) => value !== '');
  const request = new Request(`${origin}/t/${id}${search}`, {
    method: 'POST',
    headers: kept,
    body,
  });
  return POST(request, { params: Promise.resolve(params) });
}

const problemOf = async (response: Response) => problemSchema.parse(await response.json());

describe('serve', () => {
  it('answers with what the contract names and nothing else', async () => {
    const response = await post({ search: '?loud=yes' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ said: 'u1 hi yes' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('gives every answer a request id, and keeps one that was sent', async () => {
    expect((await post()).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    const sent = await post({ headers: { 'x-request-id': 'trace-12345' } });
    expect(sent.headers.get('x-request-id')).toBe('trace-12345');
  });

  it('answers 401 without a session, with a forged one and with one in another header', async () => {
    const none = await post({ headers: { cookie: '' } });
    expect(await problemOf(none)).toMatchObject({ status: 401, code: 'unauthenticated' });
    const forged = await post({ headers: { cookie: 'next-auth.session-token=abc' } });
    expect(forged.status).toBe(401);
    const bearer = await post({
      headers: { cookie: '', authorization: `Bearer ${cookie.split('=')[1] ?? ''}` },
    });
    expect(bearer.status).toBe(401);
  });

  it.each([
    ['from another origin', { origin: 'https://evil.example' }],
    ['from an opaque origin', { origin: 'null' }],
    ['that does not say where it comes from', { origin: '' }],
    ['from another site of ours', { origin: '', 'sec-fetch-site': 'same-site' }],
    ['from another port', { origin: 'http://localhost:3001' }],
  ])('refuses a change %s', async (_where, headers) => {
    const response = await post({ headers });
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: 'forbidden' });
  });

  it('takes the word of the browser where it sends no Origin', async () => {
    const response = await post({ headers: { origin: '', 'sec-fetch-site': 'same-origin' } });
    expect(response.status).toBe(200);
  });

  it('answers 400 to malformed JSON', async () => {
    for (const body of ['{"word":', '', 'word=hi']) {
      const response = await post({ body });
      expect(response.status).toBe(400);
      expect(await problemOf(response)).toMatchObject({ code: 'malformed_request' });
    }
  });

  it('answers 413 to a body over the cap, also when its length is not announced', async () => {
    const large = JSON.stringify({ word: 'x'.repeat(300) });
    expect((await post({ body: large })).status).toBe(413);
    const stream = new Blob([large]).stream();
    const request = new Request(`${origin}/t/${id}`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    const response = await POST(request, { params: Promise.resolve({ id }) });
    expect(response.status).toBe(413);
  });

  it('answers 415 to a body that is not JSON', async () => {
    const response = await post({ headers: { 'content-type': 'text/plain' } });
    expect(response.status).toBe(415);
  });

  it('answers 422 and names every field that is wrong or unknown', async () => {
    const response = await post({ body: '{"word":"","amount":1}' });
    expect(response.status).toBe(422);
    const { errors } = await problemOf(response);
    expect(errors?.map((error) => error.path).sort()).toEqual(['amount', 'word']);
    expect((await post({ search: '?loud=maybe' })).status).toBe(422);
  });

  it('answers 404 to an id that cannot exist', async () => {
    expect((await post({ params: { id: "1' or 1=1" } })).status).toBe(404);
  });

  it('answers 405 and names the methods that there are', async () => {
    const request = new Request(`${origin}/t/${id}`, { method: 'DELETE' });
    const response = await DELETE(request, { params: Promise.resolve({ id }) });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, GET, HEAD, OPTIONS');
  });

  it('tells nothing of its inside when something unexpected happens', async () => {
    const request = new Request(`${origin}/t/${id}`);
    const response = await GET(request, { params: Promise.resolve({ id }) });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('"code":"internal"');
    expect(text).not.toContain('hunter2');
  });

  it('says when to come back to whoever asks too often', async () => {
    const route = defineRoute({
      ...base,
      id: 'limited',
      method: 'GET',
      path: '/limited',
      auth: 'none',
      rateLimit: { requestsMax: 2, windowSeconds: 60 },
    });
    const limited = serve(endpoint(route, () => Promise.resolve({ said: 'hi' })));
    const ask = (from: string) =>
      limited.GET(new Request(`${origin}/limited`, { headers: { 'x-forwarded-for': from } }), {
        params: Promise.resolve({}),
      });
    expect((await ask('1.1.1.1')).status).toBe(200);
    expect((await ask('1.1.1.1')).status).toBe(200);
    const refused = await ask('9.9.9.9, 1.1.1.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('2.2.2.2')).status).toBe(200);
  });

  it('turns an error of ours into its problem, with the plan that would allow it', async () => {
    const route = defineRoute({ ...base, id: 'gated', method: 'GET', path: '/g', auth: 'none' });
    const gated = serve(
      endpoint(route, () => {
        throw new AppError('plan_required', { detail: 'Part of Pro.', upgradeTo: 'pro' });
      }),
    );
    const response = await gated.GET(new Request(`${origin}/g`), { params: Promise.resolve({}) });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await problemOf(response)).toMatchObject({
      type: 'urn:cue:problem:plan_required',
      status: 403,
      detail: 'Part of Pro.',
      upgradeTo: 'pro',
    });
  });
});
