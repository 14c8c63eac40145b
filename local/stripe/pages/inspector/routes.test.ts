import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import { FakePort } from '../fake-port';
import { mountPages } from '../mount';

let app: Hono;
let port: FakePort;

beforeEach(() => {
  app = new Hono();
  port = new FakePort();
  mountPages(app, port);
});

async function control(name: string, fields: Record<string, string>, headers = {}) {
  const body = new URLSearchParams(fields);
  return app.request(`/inspector/${name}`, { method: 'POST', body, headers });
}

async function html(path: string): Promise<string> {
  return (await app.request(path)).text();
}

describe('the inspector', () => {
  test('teaches the first step while nothing is stored', async () => {
    expect(await html('/')).toContain('Buy a plan in the product');
    expect(await html('/inspector?view=events')).toContain('No events yet');
    expect(await html('/?view=deliveries')).toContain('No deliveries yet');
  });

  test('shows objects by type, with their JSON as text', async () => {
    port.store.set('customer', [{ id: 'cus_1', email: 'mara@example.com', name: '<script>' }]);
    port.store.set('price', [{ id: 'price_1', unit_amount: 4000, currency: 'usd' }]);
    const customers = await html('/');
    expect(customers).toContain('cus_1');
    expect(customers).toContain('mara@example.com');
    expect(customers).not.toContain('<script>"');
    expect(customers).toContain('&lt;script&gt;');
    expect(await html('/?view=objects&type=price')).toContain('$40.00');
    expect(await html('/?view=objects&type=toString')).toContain('cus_1');
  });

  test('shows each event with what became of its deliveries', async () => {
    port.store.set('event', [
      { id: 'evt_1', type: 'invoice.paid', created: port.clock, data: { object: { id: 'in_1' } } },
    ]);
    port.sent = [
      {
        id: 'd1',
        eventId: 'evt_1',
        eventType: 'invoice.paid',
        account: null,
        url: 'http://localhost:3000/api/webhooks/stripe',
        attempt: 2,
        status: 'failed',
        responseStatus: 500,
        at: port.clock,
      },
    ];
    expect(await html('/?view=events')).toContain('Failed 500');
    expect(await html('/?view=deliveries')).toContain('/api/webhooks/stripe');
  });
});

describe('connected accounts', () => {
  beforeEach(() => {
    port.connected = ['acct_1', 'acct_2'];
    port.visited = 'acct_1';
    port.store.set('customer', [{ id: 'cus_1' }]);
  });

  test('can be chosen, and every link and form stays with the one that is chosen', async () => {
    const page = await html('/?account=acct_1');
    expect(page).toMatch(/account=acct_1" aria-current="page"><span class="mono">acct_1/);
    expect(page).toContain('href="/?view=objects&amp;account=acct_2"');
    expect(page).toContain('href="/?view=objects">');
    expect(page).toContain('view=events&amp;account=acct_1');
    expect(page).toContain('view=objects&amp;type=customer&amp;account=acct_1');
    expect(page).toContain('name="account" value="acct_1"');
    const moved = await control('advance', { step: 'hour', view: 'events', account: 'acct_1' });
    expect(moved.headers.get('location')).toBe('/?view=events&account=acct_1&said=advanced');
    const gone = await control('reset', { account: 'acct_1' });
    expect(gone.headers.get('location')).toBe('/?view=objects&said=reset');
  });

  test('have deliveries of their own', async () => {
    const [first, second] = ['acct_1', 'acct_2'].map((account) => ({
      id: account,
      eventId: `evt_${account}`,
      eventType: 'invoice.paid',
      account,
      url: 'http://localhost:3000/',
      attempt: 1,
      status: 'succeeded' as const,
      responseStatus: 200,
      at: port.clock,
    }));
    port.sent = [first, second].flatMap((delivery) => delivery ?? []);
    const page = await html('/?view=deliveries&account=acct_1');
    expect([page.includes('evt_acct_1'), page.includes('evt_acct_2')]).toEqual([true, false]);
    port.visited = null;
    expect(await html('/?view=deliveries')).toContain('evt_acct_2');
  });

  test('are not spoken of while there are none', async () => {
    port.connected = [];
    expect(await html('/')).not.toContain('Accounts');
  });
});

describe('the controls', () => {
  test.each([
    ['hour', 3600],
    ['day', 86_400],
  ])('move the clock one %s', async (step, secondsLater) => {
    const before = port.clock;
    const response = await control('advance', { step, view: 'events' });
    expect(response.headers.get('location')).toBe('/?view=events&said=advanced');
    expect(port.clock - before).toBe(secondsLater);
  });

  test('move the clock by the calendar for months and years', async () => {
    port.clock = Date.parse('2027-01-31T00:00:00Z') / 1000;
    await control('advance', { step: 'month' });
    expect(port.clock).toBe(Date.parse('2027-02-28T00:00:00Z') / 1000);
    await control('advance', { step: 'year' });
    expect(port.clock).toBe(Date.parse('2028-02-28T00:00:00Z') / 1000);
  });

  test('fail a payment, send an event again, forget everything', async () => {
    port.store.set('customer', [{ id: 'cus_1' }]);
    await control('fail-next-payment', {});
    await control('resend', { event: 'evt_1' });
    expect(port.controls).toEqual(['fail next payment', 'resend evt_1']);
    await control('reset', {});
    expect(port.counts()).toEqual({});
  });

  test.each([
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'null' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('refuse a form of another site: %o', async (headers) => {
    port.store.set('customer', [{ id: 'cus_1' }]);
    expect((await control('reset', {}, headers)).status).toBe(403);
    expect(port.counts()).toEqual({ customer: 1 });
  });

  test('say only sentences of their own, whatever the URL asks for', async () => {
    expect(await html('/?said=advanced')).toContain('The clock has moved');
    expect(await html('/?said=%3Cb%3Epwned')).not.toContain('pwned');
  });
});
