import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { DAY, START } from './fixture';
import { openShop } from './open-shop';

const { fixture, stripe } = await openShop();
const URL = 'http://127.0.0.1:9/webhook';

const create = (more: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  stripe.webhookEndpoints.create({ enabled_events: ['customer.created'], url: URL, ...more });

describe('webhook endpoints', () => {
  it('show their secret once, when they are created', async () => {
    const endpoint = await create({ description: 'Mail', metadata: { team: 'blue' } });
    expect(endpoint).toMatchObject({
      description: 'Mail',
      enabled_events: ['customer.created'],
      metadata: { team: 'blue' },
      status: 'enabled',
    });
    expect(endpoint.secret).toMatch(/^whsec_\w{32}$/);
    expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty('secret');
    const changed = await stripe.webhookEndpoints.update(endpoint.id, {
      description: '',
      disabled: true,
      enabled_events: ['*'],
      metadata: { team: '' },
      url: `${URL}/2`,
    });
    expect(changed).toMatchObject({
      description: null,
      enabled_events: ['*'],
      metadata: {},
      status: 'disabled',
      url: `${URL}/2`,
    });
    expect((await stripe.webhookEndpoints.list({ limit: 1 })).data[0]?.id).toBe(endpoint.id);
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
    await expect(stripe.webhookEndpoints.retrieve(endpoint.id)).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
  });

  it('are at most sixteen', async () => {
    const made: string[] = [];
    // One is the receiver of these tests.
    for (let at = 1; at < 16; at += 1) made.push((await create()).id);
    await expect(create()).rejects.toThrow('maximum of 16 test webhook endpoints');
    for (const id of made) await stripe.webhookEndpoints.del(id);
    const { id } = await create({ enabled_events: ['invoice.paid'] });
    await stripe.webhookEndpoints.del(id);
  });

  it.each([
    [{ url: 'example' }, 'url'],
    [{ url: 'ftp://example.com' }, 'url'],
    [{ enabled_events: [] }, 'enabled_events'],
    [{ enabled_events: ['customer.born'] }, undefined],
    [{ secret: 'whsec_mine' }, 'secret'],
  ])('are refused with %j', async (wrong, param) => {
    const attempt = create(wrong as Partial<Stripe.WebhookEndpointCreateParams>);
    await expect(attempt).rejects.toMatchObject({ statusCode: 400 });
    if (param !== undefined) await expect(attempt).rejects.toMatchObject({ param });
  });
});

describe('events', () => {
  it('are listed by type, by several types, by time and by whether they were delivered', async () => {
    await stripe.customers.create({ name: 'Ada' });
    await fixture.control('settle');
    await fixture.control('advance', { seconds: DAY });
    await stripe.products.create({ name: 'Basic' });
    await fixture.control('settle');
    const types = async (filter: Stripe.EventListParams) => [
      ...new Set((await stripe.events.list({ limit: 100, ...filter })).data.map((e) => e.type)),
    ];
    expect(await types({ type: 'customer.created' })).toEqual(['customer.created']);
    expect(await types({ type: 'customer.*' })).toEqual(['customer.created']);
    expect(await types({ types: ['customer.created', 'price.updated'] })).toEqual([
      'customer.created',
    ]);
    expect(await types({ created: { gt: START } })).toEqual(['product.created']);
    expect(await types({ delivery_success: true })).toContain('customer.created');
    expect(await types({ delivery_success: false })).toEqual([]);
    await expect(
      stripe.events.list({ type: 'invoice.paid', types: ['invoice.paid'] }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('keep to the SDK’s types', () => {
    expect([...fixture.faults]).toEqual([]);
  });
});
