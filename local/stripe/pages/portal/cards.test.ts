import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import { invoice, portalPort } from '../fake-data';
import { FakeApiError, type FakePort } from '../fake-port';
import { mountPages } from '../mount';

const base = '/p/session/token';
const typed = { cardNumber: '4242424242424242', cardExpiry: '12 / 34', cardCvc: '123' };

let app: Hono;
let port: FakePort;

beforeEach(() => {
  app = new Hono();
  port = portalPort();
  mountPages(app, port);
});

async function post(path: string, fields: Record<string, string> = {}) {
  return app.request(path, { method: 'POST', body: new URLSearchParams(fields) });
}

describe('a new card', () => {
  test('becomes the default, also for a plan that names a card of its own', async () => {
    const response = await post(`${base}/payment-method`, typed);
    expect(response.headers.get('location')).toBe(`${base}/home?done=card-added`);
    expect(port.lastParams('POST', '/v1/subscriptions/sub_1')).toEqual({
      default_payment_method: 'pm_1',
    });
  });

  test('that is declined stays in the form with the reason', async () => {
    const message = 'Your card was declined.';
    port.outcome = { kind: 'declined', message, code: 'card_declined', declineCode: null };
    const response = await post(`${base}/payment-method`, typed);
    expect(response.status).toBe(402);
    expect(await response.text()).toContain(message);
  });

  test('that asks for authentication is saved only after it', async () => {
    port.outcome = { kind: 'requires_action' };
    const step = (await post(`${base}/payment-method`, typed)).headers.get('location') ?? '';
    expect(await (await app.request(step)).text()).toContain('asks to save this card');
    port.outcome = { kind: 'complete', redirectUrl: 'http://elsewhere.example/' };
    const done = await post(step, { outcome: 'complete' });
    expect(port.controls).toEqual(['authenticate card complete']);
    expect(done.headers.get('location')).toBe(`${base}/home?done=card-added`);
  });
});

describe('a saved card', () => {
  test('can be made the default', async () => {
    await post(`${base}/payment-methods/pm_2/default`);
    expect(port.lastParams('POST', '/v1/customers/cus_1')).toEqual({
      invoice_settings: { default_payment_method: 'pm_2' },
    });
  });

  test('can be removed unless something is paid with it', async () => {
    expect((await post(`${base}/payment-methods/pm_1/remove`)).status).toBe(404);
    const response = await post(`${base}/payment-methods/pm_2/remove`);
    expect(response.headers.get('location')).toBe(`${base}/home?done=card-removed`);
  });
});

describe('an open invoice', () => {
  const open = { ...invoice, status: 'open', amount_paid: 0, amount_remaining: 4000 };

  beforeEach(() => {
    port.answers.set('GET /v1/invoices', { data: [open] });
  });

  test('can be paid', async () => {
    port.answers.set('POST /v1/invoices/in_1/pay', invoice);
    const response = await post(`${base}/invoices/in_1/pay`);
    expect(response.headers.get('location')).toBe(`${base}/invoices/in_1?done=paid`);
  });

  test('whose card is declined says that nothing was charged', async () => {
    const declined = new FakeApiError(402, 'Your card was declined.');
    port.answers.set('POST /v1/invoices/in_1/pay', declined);
    const page = await (await post(`${base}/invoices/in_1/pay`)).text();
    expect(page).toContain('Your card was declined. Nothing was charged.');
  });
});

describe('billing information', () => {
  test('is saved as far as it may be changed', async () => {
    await post(`${base}/information`, { name: 'Mara L.', email: 'm@example.com', balance: '-1' });
    expect(port.lastParams('POST', '/v1/customers/cus_1')).toEqual({
      name: 'Mara L.',
      email: 'm@example.com',
    });
  });

  test('needs an address for invoices, and keeps what was typed', async () => {
    const response = await post(`${base}/information`, { name: 'Mara L.', email: '' });
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('Enter the e-mail address');
    expect(page).toContain('value="Mara L."');
  });

  test('shows the API’s own objection at the field', async () => {
    const wrong = new FakeApiError(400, 'Invalid email address: nope', 'email');
    port.answers.set('POST /v1/customers/cus_1', wrong);
    const page = await (await post(`${base}/information`, { name: '', email: 'nope' })).text();
    expect(page).toContain('id="email-error"');
    expect(page).toContain('Invalid email address: nope');
  });
});
