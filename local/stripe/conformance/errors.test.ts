import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { idOf } from './shop';

const { fixture, shop } = await openShop({ typed: false });

const KEY = 'sk_test_conformance';

/** A request as any language could send it, without the SDK. */
async function send(
  method: string,
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams(form).toString();
  const isPost = method === 'POST';
  const response = await fetch(`${fixture.base}${path}${!isPost && body ? `?${body}` : ''}`, {
    method,
    headers: {
      Authorization: `Bearer ${KEY}`,
      ...(isPost && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(isPost && { body }),
  });
  const answer = (await response.json()) as Record<string, unknown> & {
    error?: Record<string, unknown>;
  };
  return { status: response.status, headers: response.headers, body: answer, error: answer.error };
}

describe('errors', () => {
  it.each([
    ['an unknown parameter', { name: 'x', colour: 'red' }, 'parameter_unknown', 'colour'],
    ['a missing parameter', { active: 'true' }, 'parameter_missing', 'name'],
    [
      'a nested unknown one',
      { name: 'x', 'tax_details[a]': 'b' },
      'parameter_unknown',
      'tax_details[a]',
    ],
    ['an empty one that cannot be', { name: '' }, 'parameter_invalid_empty', 'name'],
    ['a boolean that is none', { name: 'x', active: 'maybe' }, undefined, 'active'],
  ])('name %s', async (_what, form, code, param) => {
    const { status, error } = await send('POST', '/v1/products', form);
    expect([status, error?.type, error?.code, error?.param]).toEqual([
      400,
      'invalid_request_error',
      code,
      param,
    ]);
  });

  it('refuse amounts that are no integers and enums that are not listed', async () => {
    const price = { currency: 'usd', product: idOf(shop.pro.product) };
    const half = await send('POST', '/v1/prices', { ...price, unit_amount: '10.5' });
    expect(half.error).toMatchObject({ code: 'parameter_invalid_integer', param: 'unit_amount' });
    const hourly = await send('POST', '/v1/prices', {
      ...price,
      unit_amount: '1',
      'recurring[interval]': 'hour',
    });
    expect(hourly.error?.message).toBe(
      'Invalid recurring[interval]: must be one of day, month, week, or year',
    );
  });

  it('refuse a currency that is none, 1 for true, and a release that never was', async () => {
    const price = { currency: 'xyz', product: idOf(shop.pro.product), unit_amount: '1' };
    const money = await send('POST', '/v1/prices', price);
    expect([money.status, money.error?.param]).toEqual([400, 'currency']);
    const one = await send('POST', '/v1/products', { name: 'x', active: '1' });
    expect(one.error?.message).toBe('Invalid boolean: 1');
    const version = await send('GET', '/v1/products', {}, { 'Stripe-Version': 'soon' });
    expect(version.status).toBe(400);
    const older = await send('GET', '/v1/products', {}, { 'Stripe-Version': '2024-06-20' });
    expect(older.status).toBe(200);
  });

  it('keep metadata within 50 keys of 40 characters and values of 500', async () => {
    const status = async (metadata: Record<string, string>) => {
      const form: Record<string, string> = { name: 'x' };
      for (const [key, value] of Object.entries(metadata)) form[`metadata[${key}]`] = value;
      const made = await send('POST', '/v1/products', form);
      return made.error ? [made.status, made.error.param] : made.status;
    };
    expect(await status({ ['k'.repeat(40)]: 'v'.repeat(500) })).toBe(200);
    expect(await status({ ['k'.repeat(41)]: 'v' })).toEqual([400, 'metadata']);
    expect(await status({ k: 'v'.repeat(501) })).toEqual([400, 'metadata[k]']);
    const many = Array.from({ length: 51 }, (_, at): [string, string] => [`k${at}`, 'v']);
    expect(await status(Object.fromEntries(many.slice(1)))).toBe(200);
    expect(await status(Object.fromEntries(many))).toEqual([400, 'metadata']);
  });

  it('are 404 for an id in the path and 400 for an id in a parameter', async () => {
    const path = await send('GET', '/v1/customers/cus_none');
    expect([path.status, path.error?.code]).toEqual([404, 'resource_missing']);
    const param = await send('POST', '/v1/billing_portal/sessions', { customer: 'cus_none' });
    expect([param.status, param.error?.code, param.error?.param]).toEqual([
      400,
      'resource_missing',
      'customer',
    ]);
  });

  it('are 404 for an unknown URL and a loud 501 for a route that is not built', async () => {
    expect((await send('GET', '/v1/nonsense')).status).toBe(404);
    const { status, error } = await send('GET', '/v1/topups');
    expect([status, error?.message]).toEqual([501, expect.stringContaining('GET /v1/topups')]);
  });

  it('refuse to act for an account that is not connected, instead of acting on this one', async () => {
    const { status, error } = await send('GET', '/v1/products', {}, { 'Stripe-Account': 'acct_1' });
    expect([status, error?.code]).toEqual([403, 'account_invalid']);
    expect(error?.message).toContain("does not have access to account 'acct_1'");
  });

  it('name a parameter that Stripe knows and that is not built, instead of ignoring it', async () => {
    const card = await send('POST', '/v1/customers', { source: 'tok_visa' });
    expect([card.status, card.error?.message]).toEqual([
      501,
      expect.stringContaining('the parameter source of POST /v1/customers'),
    ]);
    const filter = await send('GET', '/v1/invoices', { 'due_date[gt]': '1' });
    expect(filter.status).toBe(501);
    expect((await fixture.stripe.customers.list({ email: 'nobody@example.com' })).data).toEqual([]);
  });

  it.each([
    ['no key', { Authorization: '' }, 'You did not provide an API key'],
    [
      'another key',
      { Authorization: 'Bearer sk_test_other123' },
      'Invalid API Key provided: sk_test_',
    ],
    ['a live key', { Authorization: `Bearer sk_live_x` }, 'A live key'],
  ])('are 401 for %s', async (_what, headers, message) => {
    const { status, error } = await send('GET', '/v1/products', {}, headers);
    expect([status, error?.message]).toEqual([401, expect.stringContaining(message)]);
  });

  it('let the key in as the user of Basic too', async () => {
    const basic = Buffer.from(`${KEY}:`).toString('base64');
    const { status } = await send('GET', '/v1/products', {}, { Authorization: `Basic ${basic}` });
    expect(status).toBe(200);
  });

  it('turn pages of the internet away, whatever they send', async () => {
    const response = await fetch(`${fixture.base}/_cue/reset`, {
      method: 'POST',
      headers: { Origin: 'https://example.com' },
    });
    expect(response.status).toBe(403);
  });

  it('refuse an expansion of what is no object', async () => {
    const { error } = await send('GET', `/v1/prices/${shop.pro.id}`, { 'expand[]': 'currency' });
    expect(error?.message).toContain('This property cannot be expanded (currency)');
  });

  it('refuse checkout sessions that make no sense, naming the parameter', async () => {
    const base = { success_url: 'http://localhost:3000/' };
    const line = (price: string) => ({
      'line_items[0][price]': price,
      'line_items[0][quantity]': '1',
    });
    const param = async (form: Record<string, string>) =>
      (await send('POST', '/v1/checkout/sessions', { ...base, ...form })).error?.param;
    expect(await param({ mode: 'subscription', ...line(shop.once.id) })).toBe('mode');
    expect(await param({ mode: 'payment', ...line(shop.pro.id) })).toBe('mode');
    expect(await param({ mode: 'payment', ...line('price_none') })).toBe('line_items[0][price]');
    expect(await param({ mode: 'payment' })).toBe('line_items');
    expect(await param({ mode: 'subscription', customer: 'cus_no', ...line(shop.pro.id) })).toBe(
      'customer',
    );
    expect(
      await param({ mode: 'subscription', ...line(shop.pro.id), customer_creation: 'always' }),
    ).toBe('customer_creation');
    expect(
      await param({
        mode: 'payment',
        ...line(shop.once.id),
        'subscription_data[description]': 'x',
      }),
    ).toBe('subscription_data');
    expect(await param({ mode: 'payment', ...line(shop.once.id), expires_at: '1' })).toBe(
      'expires_at',
    );
  });
});

describe('idempotency', () => {
  it('replays the first answer to the same request', async () => {
    const headers = { 'Idempotency-Key': 'once' };
    const first = await send('POST', '/v1/customers', { email: 'i@example.com' }, headers);
    const second = await send('POST', '/v1/customers', { email: 'i@example.com' }, headers);
    expect(second.body).toEqual(first.body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await fixture.stripe.customers.list({ email: 'i@example.com' })).data).toHaveLength(1);
  });

  it('is 400 when the key comes with other parameters', async () => {
    const headers = { 'Idempotency-Key': 'other' };
    await send('POST', '/v1/customers', { email: 'one@example.com' }, headers);
    const { status, error } = await send(
      'POST',
      '/v1/customers',
      { email: 'two@example.com' },
      headers,
    );
    expect([status, error?.type]).toEqual([400, 'idempotency_error']);
  });

  it('is 409 while the first request runs', async () => {
    await fixture.control('faults', { latency_ms: 150 });
    const headers = { 'Idempotency-Key': 'busy' };
    const first = send('POST', '/v1/customers', { email: 'b@example.com' }, headers);
    const second = await Promise.race([
      send('POST', '/v1/customers', { email: 'b@example.com' }, headers),
      first.then(() => null),
    ]);
    const statuses = [(await first).status, second?.status];
    await fixture.control('faults', {});
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('replays a decline, and forgets a request that was refused unread', async () => {
    const decline = {
      amount: '500',
      currency: 'usd',
      payment_method: 'pm_card_chargeDeclined',
      confirm: 'true',
    };
    const headers = { 'Idempotency-Key': 'declined' };
    const first = await send('POST', '/v1/payment_intents', decline, headers);
    const second = await send('POST', '/v1/payment_intents', decline, headers);
    expect([first.status, second.status]).toEqual([402, 402]);
    expect(second.error).toEqual(first.error);
    const again = { 'Idempotency-Key': 'mended' };
    expect((await send('POST', '/v1/products', {}, again)).status).toBe(400);
    expect((await send('POST', '/v1/products', { name: 'Mended' }, again)).status).toBe(200);
  });
});

describe('lists', () => {
  it('come newest first, page by page, in both directions', async () => {
    const { stripe } = fixture;
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      ids.unshift((await stripe.customers.create({ email: 'page@example.com' })).id);
    }
    const filter = { email: 'page@example.com', limit: 2 };
    const first = await stripe.customers.list(filter);
    expect([first.data.map(({ id }) => id), first.has_more]).toEqual([ids.slice(0, 2), true]);
    const last = await stripe.customers.list({ ...filter, starting_after: ids[3] ?? '' });
    expect([last.data.map(({ id }) => id), last.has_more]).toEqual([ids.slice(4), false]);
    const back = await stripe.customers.list({ ...filter, ending_before: ids[3] ?? '' });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([ids.slice(1, 3), true]);
    const all: string[] = [];
    for await (const { id } of stripe.customers.list(filter)) all.push(id);
    expect(all).toEqual(ids);
    await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
  });
});
