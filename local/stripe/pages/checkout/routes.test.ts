import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSession } from '../fake-data';
import { FakePort } from '../fake-port';
import { mountPages } from '../mount';
import type { JsonObject } from '../port';

const page = '/c/pay/cs_test_1';
const card = {
  email: 'guest@example.com',
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 34',
  cardCvc: '987',
  billingName: 'Robin Vale',
};

let app: Hono;
let port: FakePort;

function serveSession(session: JsonObject): void {
  port.answers.set('GET /v1/checkout/sessions/cs_test_1', session);
}

async function post(path: string, fields: Record<string, string>, headers = {}) {
  return app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers });
}

beforeEach(() => {
  app = new Hono();
  port = new FakePort();
  mountPages(app, port);
  serveSession(openSession);
});

describe('an open session', () => {
  test('shows product, price, interval and total, with the field names of the real page', async () => {
    const html = await (await app.request(page)).text();
    expect(html).toContain('Subscribe to Pro');
    expect(html).toContain('$40.00');
    expect(html).toContain('per month');
    for (const id of ['email', 'cardNumber', 'cardExpiry', 'cardCvc', 'billingName']) {
      expect(html).toContain(`id="${id}"`);
    }
    expect(html).toContain('data-testid="hosted-payment-submit-button"');
    expect(html).toContain('href="http://localhost:3000/billing/cancel"');
  });

  test('loads nothing from elsewhere and lets forms lead to the product only', async () => {
    const policy = (await app.request(page)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:3000;");
  });

  test('locks the e-mail of a known customer, whatever the form sends', async () => {
    serveSession({ ...openSession, customer_details: { email: 'mara@example.com' } });
    expect(await (await app.request(page)).text()).toMatch(/value="mara@example.com"[^>]*readonly/);
    await post(page, { ...card, email: 'other@example.com' });
    expect(port.controls).toEqual(['confirm mara@example.com']);
  });

  test('shows a name with markup as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    serveSession({
      ...openSession,
      line_items: { data: [{ description: evil, quantity: 1, amount_total: 1, price: null }] },
    });
    const html = await (await app.request(page)).text();
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });

  test('never links to a script as the way back', async () => {
    serveSession({ ...openSession, cancel_url: 'javascript:alert(1)' });
    expect(await (await app.request(page)).text()).not.toContain('javascript:');
  });
});

describe('paying', () => {
  test('goes to the product, once, with the card as typed', async () => {
    const response = await post(page, card);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('http://localhost:3000/done');
    expect(port.cards).toEqual([
      {
        number: '4242 4242 4242 4242',
        expMonth: '12',
        expYear: '34',
        cvc: '987',
        name: 'Robin Vale',
      },
    ]);
  });

  test('that is declined says so at the field, keeps what was typed, forgets the security code', async () => {
    const message = 'Your card was declined.';
    port.outcome = { kind: 'declined', message, code: 'card_declined', declineCode: null };
    const response = await post(page, card);
    const html = await response.text();
    expect(response.status).toBe(402);
    expect(html).toContain('id="cardNumber-error"');
    expect(html).toContain(message);
    expect(html).toContain('value="guest@example.com"');
    expect(html).toContain('value="4242 4242 4242 4242"');
    expect(html).not.toContain('987');
  });

  test.each([
    ['email', 'email'],
    ['number', 'cardNumber'],
    ['expiry', 'cardExpiry'],
    ['cvc', 'cardCvc'],
    ['name', 'billingName'],
  ] as const)('with a wrong %s marks that field', async (field, id) => {
    port.outcome = { kind: 'invalid', field, message: 'Look here.' };
    const response = await post(page, card);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(`id="${id}-error"`);
  });

  test('from another site is refused before any card is read', async () => {
    const response = await post(page, card, { origin: 'http://localhost:3000' });
    expect(response.status).toBe(403);
    expect(port.cards).toEqual([]);
  });
});

describe('authentication', () => {
  test('is a page of its own that can end both ways', async () => {
    port.outcome = { kind: 'requires_action' };
    const response = await post(page, card);
    const step = response.headers.get('location') ?? '';
    expect(step).toContain(`${page}/authenticate`);
    const html = await (await app.request(step)).text();
    expect(html).toContain('Complete authentication');
    expect(html).toContain('Fail authentication');
    expect(html).toContain('$40.00');
  });

  test('that fails comes back to the form with the e-mail still there', async () => {
    const message = 'We are unable to authenticate your payment method.';
    port.outcome = { kind: 'declined', message, code: 'x', declineCode: null };
    const fields = { outcome: 'fail', email: 'guest@example.com' };
    const html = await (await post(`${page}/authenticate`, fields)).text();
    expect(html).toContain(message);
    expect(html).toContain('value="guest@example.com"');
    expect(port.controls).toEqual(['authenticate fail']);
  });

  test('counts as failed unless it was completed in so many words', async () => {
    await post(`${page}/authenticate`, { outcome: 'maybe' });
    expect(port.controls).toEqual(['authenticate fail']);
  });
});

describe('a session that is not open', () => {
  test('and complete leads back to its own success page, and takes no card', async () => {
    serveSession({ ...openSession, status: 'complete' });
    const html = await (await app.request(page)).text();
    expect(html).toContain('This payment is complete');
    expect(html).toContain('session_id=cs_test_1');
    await post(page, card);
    expect(port.cards).toEqual([]);
  });

  test('and expired says that nothing was charged', async () => {
    serveSession({ ...openSession, status: 'expired' });
    const html = await (await app.request(page)).text();
    expect(html).toContain('Nothing was charged');
  });

  test('and unknown is a page, not a stack trace', async () => {
    const response = await app.request('/c/pay/cs_unknown');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('No such payment page');
  });

  test('cannot be named so that another route answers', async () => {
    await app.request('/c/pay/..%2F..%2Fcustomers');
    expect(port.calls.at(-1)?.path).toBe('/v1/checkout/sessions/..%2F..%2Fcustomers');
  });
});
