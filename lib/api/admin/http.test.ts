import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAdminFixture } from '@/lib/admin/admin-fixture';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { log } from '@/lib/errors/log';
import { limitActor } from './authenticate';
import { serveAdmin } from './serve-admin';

const app = setUpApp();
const fixture = createAdminFixture(app);

let key: string;
let keyId: string;
let admin: Person;

beforeAll(async () => {
  const scopes = [
    'catalog:read',
    'catalog:write',
    'billing:write',
    'sync:read',
    'sync:write',
  ] as const;
  ({ key, id: keyId } = await fixture.addKey([...scopes]));
  admin = await fixture.addMember('admin');
});
afterEach(() => vi.restoreAllMocks());

interface Ask {
  headers?: Record<string, string>;
  body?: unknown;
  as?: Person;
}

/** One request with the key, or as a person on a page of ours. */
async function ask(method: string, path: string, { headers = {}, body, as }: Ask = {}) {
  const who = as ? { cookie: as.cookie, origin: app.origin } : { authorization: `Bearer ${key}` };
  const request = new Request(`${app.origin}/api/admin/${path}`, {
    method,
    headers: {
      ...who,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const segments = new URL(request.url).pathname.split('/').slice(3);
  const response = await serveAdmin(request, segments);
  // Tests read a few fields of many shapes; a wrong one fails the expectation.
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, json, headers: response.headers };
}

describe('/api/admin', () => {
  it('creates, reads, changes and deletes, with the statuses of HTTP', async () => {
    const made = await ask('POST', 'products', { body: { name: 'Mug' } });
    expect(made).toMatchObject({ status: 201, json: { name: 'Mug', active: true } });
    const path = `products/${String(made.json.id)}`;
    const changed = await ask('PATCH', path, { body: { name: 'Cup' } });
    expect(changed).toMatchObject({ status: 200, json: { name: 'Cup' } });
    expect(await ask('GET', path)).toMatchObject({
      status: 200,
      json: { name: 'Cup', prices: [] },
    });
    expect(await ask('DELETE', path)).toMatchObject({
      status: 422,
      json: {
        code: 'confirmation_required',
        detail: expect.stringContaining(String(made.json.id)) as string,
      },
    });
    const gone = await ask('DELETE', `${path}?confirm=Cup`);
    expect(gone).toMatchObject({ status: 200, json: { result: 'deleted' } });
    expect((await ask('PATCH', path, { body: { name: 'x' } })).status).toBe(404);
  });

  it('opens a checkout', async () => {
    const { json } = await ask('GET', 'prices?lookup_key=basic_monthly&active=true');
    const [price] = json.data as { id: string }[];
    const link = await ask('POST', 'checkout-session', {
      body: { price_id: price?.id, mode: 'subscription', customer_email: 'a@example.com' },
    });
    expect(link.status).toBe(201);
    expect(Object.keys(link.json).sort()).toEqual(['id', 'url']);
  });

  it('reads numbers and words of a query as what they are, and refuses what it does not know', async () => {
    const { json } = await ask('GET', 'products?limit=1&active=true');
    expect(json.data).toHaveLength(1);
    expect(await ask('GET', 'products?limit=1000&active=maybe&colour=red')).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'active' }, { path: 'limit' }, { path: 'colour' }] },
    });
  });

  it('pages through everything once', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { json } = await ask('GET', `prices?limit=2${after}`);
      seen.push(...(json.data as { id: string }[]).map(({ id }) => id));
      after = typeof json.next_cursor === 'string' ? `&after=${json.next_cursor}` : '';
    } while (after !== '');
    const { data } = await app.stripe.prices.list({ limit: 100 });
    expect(seen.toSorted()).toEqual(data.map(({ id }) => id).toSorted());
    expect(await ask('GET', 'prices?after=price_none')).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'after' }] },
    });
  });

  it('does once what is sent twice with one idempotency key', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const send = () => ask('POST', 'products', { headers, body: { name: 'Twice' } });
    const [first, second] = [await send(), await send()];
    expect(second.json.id).toBe(first.json.id);
    const short = await ask('POST', 'products', {
      headers: { 'idempotency-key': 'x' },
      body: { name: 'x' },
    });
    expect(short.json).toMatchObject({ code: 'malformed_request' });
  });

  it('takes the object from the path only', async () => {
    const body = { id: 'cue_pro', name: 'Mine' };
    const response = await ask('PATCH', 'products/cue_basic', { body });
    expect(response).toMatchObject({ status: 422, json: { errors: [{ path: 'id' }] } });
    expect((await app.stripe.products.retrieve('cue_pro')).name).toBe('Cue Pro');
  });

  it('names the methods that a path has, and has no other paths', async () => {
    expect(await ask('PATCH', 'products', { body: {} })).toMatchObject({
      status: 405,
      json: { detail: 'Use GET, POST here.' },
      headers: expect.anything() as Headers,
    });
    for (const path of ['', 'nothing', 'products/a/b/c', '../products', 'products/']) {
      expect((await ask('GET', path)).status, path).toBeOneOf([404, 200]);
    }
    expect((await ask('GET', 'nothing')).json).toMatchObject({ code: 'not_found' });
  });

  it('refuses what is no JSON object', async () => {
    for (const body of ['{', '[]', '"x"']) {
      expect((await ask('POST', 'products', { body })).json).toMatchObject({
        code: 'malformed_request',
      });
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await ask('POST', 'products', { headers: form, body: 'name=x' });
    expect(response.json).toMatchObject({ code: 'unsupported_media_type' });
  });

  it('writes down who did what through it', async () => {
    const { json } = await ask('POST', 'coupons', { body: { percent_off: 10, name: 'Ten' } });
    const rows = await fixture.audit({ object_id: String(json.id) });
    expect(rows.at(-1)).toMatchObject({
      actor_kind: 'api_key',
      key_id: keyId,
      via: 'api',
      command: 'coupons.create',
      outcome: 'succeeded',
    });
  });

  it('shows an operator’s session the audit, and a new key once', async () => {
    const body = { name: 'CI', scopes: ['catalog:read'] };
    const made = await ask('POST', 'keys', { as: admin, body });
    expect(made).toMatchObject({ status: 201, json: { name: 'CI' } });
    const secret = String(made.json.key);
    const pages = await Promise.all(
      ['keys', 'audit?command=keys.create', 'audit?is_change=false'].map((path) =>
        ask('GET', path, { as: admin }),
      ),
    );
    expect(JSON.stringify(pages.map(({ json }) => json))).not.toContain(secret);
    expect(pages[1]?.json).toMatchObject({
      data: [{ actor: admin.email, object_id: made.json.id, input: body, outcome: 'succeeded' }],
    });
    const scope = await ask('POST', 'keys', {
      as: admin,
      body: { name: 'Root', scopes: ['keys:manage'] },
    });
    expect(scope.json).toMatchObject({ code: 'invalid_fields' });
  });

  it('keeps keys out of the log and internals out of the answer when something breaks', async () => {
    const lines: unknown[] = [];
    for (const level of ['error', 'warn', 'info'] as const) {
      vi.spyOn(log, level).mockImplementation((...args: unknown[]) => void lines.push(args));
    }
    await app.database.query('alter function billing.admin_list rename to admin_list_away');
    const response = await ask('GET', 'products');
    await app.database.query('alter function billing.admin_list_away rename to admin_list');
    expect(response).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(JSON.stringify(response.json)).not.toMatch(/admin_list|billing/);
    const text = inspect(lines, { depth: 12 });
    expect(text).toContain('admin_list');
    expect(text).not.toContain(key);
  });

  it('slows down a key that asks too much, and tells when to come back', async () => {
    const busy = await fixture.addKey(['sync:read']);
    const headers = { authorization: `Bearer ${busy.key}` };
    expect((await ask('GET', 'nothing', { headers })).status).toBe(404);
    const actor = fixture.keyActor(busy.id, ['sync:read']);
    for (let count = 1; count < 600; count += 1) await limitActor(actor);
    const refusal = await ask('GET', 'nothing', { headers });
    expect(refusal.json).toMatchObject({ code: 'rate_limited' });
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another key is not slowed down.
    expect((await ask('GET', 'nothing')).status).toBe(404);
  });
});

describe('/api/admin/sync', () => {
  it('tells how the sync is doing', async () => {
    const health = await ask('GET', 'sync/health');
    expect(health).toMatchObject({ status: 200, json: { dead: 0, events: { failed: 0 } } });
  });

  it('lists events, and replays one', async () => {
    const { json } = await ask('GET', 'sync/events?limit=1&object_id=cue_pro&object_type=product');
    const [event] = json.data as { id: string }[];
    expect(event).toMatchObject({ object_id: 'cue_pro', status: expect.any(String) as string });
    const path = `sync/events/${String(event?.id)}/replay`;
    expect(await ask('POST', path)).toMatchObject({ status: 200, json: { outcome: 'settled' } });
    expect((await ask('POST', 'sync/events/evt_none/replay')).status).toBe(404);
  });

  it('syncs a customer whose webhooks were lost', async () => {
    await app.control.faults({ drop: ['*'] });
    const { id } = await app.stripe.customers.create({ email: 'lost@example.com' });
    await app.control.faults({ drop: [] });
    expect((await ask('POST', `sync/customers/${id}`)).status).toBe(200);
    const rows = await app.database.query('select email from stripe.customers where id = $1', [id]);
    expect(rows).toEqual([{ email: 'lost@example.com' }]);
    expect((await ask('POST', 'sync/customers/cus_none')).status).toBe(404);
  });

  it('runs a job that finds what no event told of', async () => {
    await app.control.faults({ drop: ['*'] });
    const { id } = await app.stripe.products.create({ name: 'Unheard of' });
    await app.control.faults({ drop: [] });
    const run = await ask('POST', 'sync/reconcile', { body: { job: 'scan' } });
    expect(run).toMatchObject({ status: 200, json: { outcome: 'done' } });
    const rows = await app.database.query('select name from stripe.products where id = $1', [id]);
    expect(rows).toEqual([{ name: 'Unheard of' }]);
    expect((await ask('GET', 'sync/drift')).status).toBe(200);
  });
});
