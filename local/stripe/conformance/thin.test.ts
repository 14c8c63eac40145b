import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { START, startFixture, type Fixture } from './fixture';
import { createPayer, createShop, subscribe, type Shop } from './shop';

const SECRET = 'whsec_thin';

let fixture: Fixture;
let shop: Shop;
let server: http.Server;
const received: Stripe.V2.Core.EventNotification[] = [];
const bodies: Record<string, unknown>[] = [];

beforeAll(async () => {
  fixture = await startFixture(null);
  shop = await createShop(fixture);
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const signature = String(request.headers['stripe-signature']);
      received.push(fixture.stripe.parseEventNotification(body, signature, SECRET));
      bodies.push(JSON.parse(body) as Record<string, unknown>);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server
  await fixture.control('webhook-endpoint', {
    url: `http://127.0.0.1:${port}/thin`,
    secret: SECRET,
    enabled_events: ['v1.customer.created', 'v1.customer.subscription.created'],
    payload: 'thin',
  });
});

afterAll(async () => {
  await fixture.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

describe('thin notifications', () => {
  it('are verified by the SDK, name the object and lead to it', async () => {
    const customer = await createPayer(fixture);
    const { id } = await subscribe(fixture, customer.id, shop.pro);
    await fixture.control('settle');
    expect(received.map(({ type }) => type).sort()).toEqual([
      'v1.customer.created',
      'v1.customer.subscription.created',
    ]);
    const notification = received.find(({ type }) => type === 'v1.customer.subscription.created');
    if (notification?.type !== 'v1.customer.subscription.created') throw new Error('none came');
    expect(notification.related_object).toEqual({
      id,
      type: 'subscription',
      url: `/v1/subscriptions/${id}`,
    });
    expect(notification.created).toBe(new Date(START * 1000).toISOString());
    expect(await notification.fetchRelatedObject()).toMatchObject({ id, status: 'active' });
    const event = await notification.fetchEvent();
    expect(event).toMatchObject({ id: notification.id, object: 'v2.core.event' });
  });

  it('carry nothing of the object, and the request that caused them', () => {
    for (const body of bodies) {
      expect(Object.keys(body).sort()).toEqual([
        'created',
        'id',
        'livemode',
        'object',
        'reason',
        'related_object',
        'snapshot_event',
        'type',
      ]);
      expect(JSON.stringify(body)).not.toContain('ada@example.com');
    }
  });

  it('go to destinations that the list of webhook endpoints does not show', async () => {
    const { data } = await fixture.stripe.webhookEndpoints.list();
    expect(data.filter(({ url }) => url.endsWith('/thin'))).toEqual([]);
    expect(data).toHaveLength(1);
  });

  it('leave snapshot endpoints as they are', () => {
    expect(fixture.events.some(({ type }) => type === 'customer.subscription.created')).toBe(true);
    expect([...fixture.faults]).toEqual([]);
  });
});
