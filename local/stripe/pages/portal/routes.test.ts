import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import { invoice, portalPort, subscription } from '../fake-data';
import { FakeApiError, type FakePort } from '../fake-port';
import { mountPages } from '../mount';
import type { JsonObject } from '../port';

const base = '/p/session/token';
const plan = `${base}/subscriptions/sub_1`;

let app: Hono;
let port: FakePort;

function start(features: JsonObject = {}): void {
  app = new Hono();
  port = portalPort(features);
  mountPages(app, port);
}

beforeEach(() => start());

async function html(path: string): Promise<string> {
  return (await app.request(path)).text();
}

async function post(path: string, fields: Record<string, string> = {}, headers = {}) {
  return app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers });
}

function serve(request: string, ...data: JsonObject[]): void {
  port.answers.set(request, { object: 'list', data, has_more: false });
}

describe('the first page', () => {
  test('shows plan, card, invoices and the way back', async () => {
    const page = await html(base);
    expect(page).toContain('$40.00');
    expect(page).toContain('Your plan renews on December 18, 2026.');
    expect(page).toContain('Visa •••• 4242');
    expect(page).toContain('ABC-0001');
    expect(page).toContain('href="http://localhost:3000/account"');
  });

  test('shows nothing that the configuration does not allow', async () => {
    start({
      customer_update: { enabled: false, allowed_updates: [] },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false },
      subscription_cancel: {
        enabled: false,
        mode: 'at_period_end',
        proration_behavior: 'none',
        cancellation_reason: { enabled: false, options: [] },
      },
    });
    const page = await html(base);
    for (const absent of ['Cancel plan', 'Payment method', 'Invoice history', 'E-mail']) {
      expect(page).not.toContain(absent);
    }
    for (const path of ['/information', '/payment-method', '/invoices/in_1']) {
      expect((await app.request(base + path)).status).toBe(404);
    }
    expect((await post(`${plan}/cancel`)).status).toBe(404);
    expect(port.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('is closed to a link that nobody was given', async () => {
    const response = await app.request('/p/session/guess');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('This billing link is not valid');
  });

  test('says what was done in sentences of its own only', async () => {
    expect(await html(`${base}/home?done=resumed`)).toContain('Your plan goes on');
    expect(await html(`${base}/home?done=%3Cb%3Epwned`)).not.toContain('pwned');
  });

  test.each([
    ['subscription_cancel', `${plan}/cancel`],
    ['subscription_update', `${plan}/update`],
    ['payment_method_update', `${base}/payment-method`],
  ])('of a session made for %s starts there', async (type, path) => {
    const session = port.sessions.get('token') ?? {};
    port.sessions.set('token', {
      ...session,
      flow: { type, [type]: { subscription: 'sub_1' }, after_completion: null },
    });
    expect((await app.request(base)).headers.get('location')).toBe(path);
    expect((await app.request(`${base}/home`)).status).toBe(200);
  });
});

describe('changing the plan', () => {
  test('shows what it costs today, from the API’s own preview', async () => {
    port.answers.set('POST /v1/invoices/create_preview', { ...invoice, amount_due: 36_000 });
    const page = await html(`${plan}/confirm?price=price_pro_y`);
    expect(page).toContain('Due today');
    expect(page).toContain('$360.00');
  });

  test('explains the proration in words when there is no preview', async () => {
    expect(await html(`${plan}/confirm?price=price_pro_y`)).toContain(
      'The difference is paid at once',
    );
  });

  test('replaces the price of the item and prorates as configured', async () => {
    const response = await post(`${plan}/update`, { price: 'price_pro_y' });
    expect(response.headers.get('location')).toBe(`${base}/home?done=updated`);
    expect(port.lastParams('POST', '/v1/subscriptions/sub_1')).toEqual({
      items: [{ id: 'si_1', price: 'price_pro_y', quantity: 1 }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    });
  });

  test('to a price that the configuration does not offer is refused', async () => {
    expect((await app.request(`${plan}/confirm?price=price_secret`)).status).toBe(422);
    expect((await post(`${plan}/update`, { price: 'price_secret' })).status).toBe(404);
    expect(port.lastParams('POST', '/v1/subscriptions/sub_1')).toBeUndefined();
  });

  test('with a declined card says that the plan is as it was', async () => {
    const declined = new FakeApiError(402, 'Your card was declined.');
    port.answers.set('POST /v1/subscriptions/sub_1', declined);
    const response = await post(`${plan}/update`, { price: 'price_pro_y' });
    expect(response.status).toBe(402);
    expect(await response.text()).toContain('Your card was declined. Your plan is as it was.');
  });
});

describe('cancelling', () => {
  test('sets cancel_at to the period’s end and leaves cancel_at_period_end alone', async () => {
    const response = await post(`${plan}/cancel`, { feedback: 'too_expensive', comment: '' });
    expect(response.headers.get('location')).toBe(`${base}/home?done=canceled`);
    expect(port.lastParams('POST', '/v1/subscriptions/sub_1')).toEqual({
      cancel_at: 1_797_592_000,
      cancellation_details: { feedback: 'too_expensive' },
    });
  });

  test('passes no reason on that was not offered', async () => {
    await post(`${plan}/cancel`, { feedback: 'made up' });
    expect(port.lastParams('POST', '/v1/subscriptions/sub_1')).toEqual({
      cancel_at: 1_797_592_000,
    });
  });

  test('at once deletes, where the configuration says so', async () => {
    start({
      subscription_cancel: {
        enabled: true,
        mode: 'immediately',
        proration_behavior: 'create_prorations',
        cancellation_reason: { enabled: false, options: [] },
      },
    });
    await post(`${plan}/cancel`);
    expect(port.lastParams('DELETE', '/v1/subscriptions/sub_1')).toEqual({
      invoice_now: false,
      prorate: true,
    });
  });

  test.each([
    [{ cancel_at: 1_797_592_000 }, { cancel_at: '' }],
    [{ cancel_at_period_end: true }, { cancel_at_period_end: false }],
  ])('announced as %o shows its date and is taken back', async (announced, params) => {
    serve('GET /v1/subscriptions', { ...subscription, ...announced });
    const page = await html(base);
    expect(page).toContain('Your plan ends on December 18, 2026.');
    expect(page).not.toContain('Update plan');
    await post(`${plan}/resume`);
    expect(port.lastParams('POST', '/v1/subscriptions/sub_1')).toEqual(params);
  });
});

describe('somebody else’s objects', () => {
  test.each([
    ['GET', `${base}/subscriptions/sub_other/cancel`],
    ['POST', `${base}/subscriptions/sub_other/cancel`],
    ['POST', `${base}/subscriptions/sub_other/update`],
    ['POST', `${base}/subscriptions/sub_other/resume`],
    ['GET', `${base}/invoices/in_other`],
    ['POST', `${base}/invoices/in_other/pay`],
    ['POST', `${base}/payment-methods/pm_other/default`],
    ['POST', `${base}/payment-methods/pm_other/remove`],
  ])('are not there: %s %s', async (method, path) => {
    const response = method === 'GET' ? await app.request(path) : await post(path);
    expect(response.status).toBe(404);
    expect(port.calls.filter((call) => call.method !== 'GET')).toEqual([]);
  });

  test('cannot be reached by a form of another site either', async () => {
    const headers = { origin: 'http://localhost:3000' };
    expect((await post(`${plan}/cancel`, {}, headers)).status).toBe(403);
    expect(port.calls).toEqual([]);
  });
});
