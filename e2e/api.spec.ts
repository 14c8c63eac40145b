import { expect, test } from '@playwright/test';
import { appUrl } from './support/environment';
import { newPerson } from './support/person';
import { startSession } from './support/sign-in';

test('health says that the database and Stripe answer', async ({ request }) => {
  for (const path of ['/health', '/api/health']) {
    const answer = await request.get(path);
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({ status: expect.any(String), service: 'cue' });
  }
});

test('the OpenAPI document names every endpoint', async ({ request }) => {
  const document = (await (await request.get('/api/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, unknown>;
  };
  expect(document.openapi).toMatch(/^3\./);
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/plans',
      '/api/checkout/create',
      '/api/checkout/success',
      '/api/payments/subscription-status',
      '/api/billing/portal',
      '/api/webhooks/stripe',
      '/api/workflows',
      '/api/workflows/{id}',
      '/api/auth/user',
      '/api/auth/profile',
    ]),
  );
});

test('private endpoints answer 401 without a session', async ({ request }) => {
  const headers = { origin: appUrl };
  const answers = [
    await request.get('/api/auth/user'),
    await request.put('/api/auth/profile', { data: { firstName: 'A' }, headers }),
    await request.get('/api/workflows'),
    await request.post('/api/workflows', { data: { name: 'A' }, headers }),
    await request.get('/api/payments/subscription-status'),
    await request.post('/api/billing/portal', { headers }),
  ];
  expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 401));
});

test('a request from another origin changes nothing', async ({ page }) => {
  await startSession(page, newPerson());
  const answer = await page.request.post('/api/workflows', {
    data: { name: 'Planted' },
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.status()).toBe(403);
  const list = (await (await page.request.get('/api/workflows')).json()) as { total: number };
  expect(list.total).toBe(0);
});

test('checkout refuses amounts, unknown plans and return URLs of another origin', async ({
  request,
}) => {
  const email = newPerson().email;
  const refusals = [
    { tier: 'pro', email, amount: 1 },
    { tier: 'platinum', email },
    { tier: 'pro', email, success_url: 'https://evil.example/thanks' },
    { tier: 'pro', email, cancel_url: '//evil.example' },
    { tier: 'pro', email, price_id: 'price_1' },
  ];
  for (const data of refusals) {
    const answer = await request.post('/api/checkout/create', { data });
    expect(answer.status(), JSON.stringify(data)).toBe(422);
    const problem = (await answer.json()) as { errors: { path: string }[] };
    expect(problem.errors.length).toBeGreaterThan(0);
  }
});

test('a checkout of somebody else cannot be read by its id', async ({ page, browser }) => {
  await startSession(page, newPerson());
  const created = await page.request.post('/api/checkout/create', {
    data: { tier: 'basic' },
    headers: { origin: appUrl },
  });
  const { session_id: sessionId } = (await created.json()) as { session_id: string };
  const context = await browser.newContext({ baseURL: appUrl });
  const other = await context.newPage();
  await startSession(other, newPerson('Sam Other'));
  const answer = await other.request.get(`/api/checkout/success?session_id=${sessionId}`);
  expect(answer.status()).toBe(404);
  await context.close();
});

test('the webhook refuses a missing signature and a body of a megabyte', async ({ request }) => {
  const unsigned = await request.post('/api/webhooks/stripe', { data: { id: 'evt_1' } });
  expect(unsigned.status()).toBe(400);
  const large = await request.post('/api/webhooks/stripe', {
    data: 'x'.repeat(1_048_576),
    headers: { 'stripe-signature': 't=1,v1=00', 'content-type': 'application/json' },
  });
  expect(large.status()).toBe(413);
});
