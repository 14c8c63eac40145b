import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFixture, type Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
  fixture = await startFixture(null);
});

afterEach(async () => {
  await fixture.close();
});

interface Receiver {
  url: string;
  bodies: { event: Stripe.Event; signature: string; raw: string }[];
  /** Statuses of the next answers; 200 when there are none left. */
  answers: number[];
  close: () => void;
}

async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', bodies: [], answers: [], close: () => server.close() };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      receiver.bodies.push({
        event: JSON.parse(raw) as Stripe.Event,
        raw,
        signature: String(request.headers['stripe-signature']),
      });
      response.statusCode = receiver.answers.shift() ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server
  return receiver;
}

const createNamed = async (names: string[]) => {
  for (const name of names) await fixture.stripe.customers.create({ name });
};

const arrived = () => fixture.events.map(({ data }) => (data.object as Stripe.Customer).name);

describe('deliveries', () => {
  it('carry the request that caused them, and stop counting once they arrived', async () => {
    await fixture.stripe.customers.create({}, { idempotencyKey: 'cause' });
    await fixture.control('settle');
    const [event] = fixture.events;
    expect(event).toMatchObject({
      pending_webhooks: 1,
      request: { idempotency_key: 'cause' },
    });
    expect(event?.request?.id).toMatch(/^req_/);
    expect(await fixture.stripe.events.retrieve(event?.id ?? '')).toMatchObject({
      pending_webhooks: 0,
    });
  });

  it('come again until they are answered with success, and to every endpoint that wants them', async () => {
    const receiver = await startReceiver();
    receiver.answers = [500, 301];
    const { secret = '' } = await fixture.stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['customer.updated'],
      api_version: '2020-08-27',
    });
    const { id } = await fixture.stripe.customers.create({});
    await fixture.stripe.customers.update(id, { name: 'Ada' });
    await fixture.control('settle');
    receiver.close();
    expect(fixture.events.map(({ type }) => type).sort()).toEqual([
      'customer.created',
      'customer.updated',
    ]);
    expect(receiver.bodies.map(({ event }) => event.type)).toEqual(
      Array<string>(3).fill('customer.updated'),
    );
    const last = receiver.bodies.at(-1);
    // An endpoint keeps its own release; the signature is fresh for each attempt.
    expect(last?.event).toMatchObject({
      api_version: '2020-08-27',
      data: { previous_attributes: { name: null } },
    });
    expect(
      fixture.stripe.webhooks.constructEvent(last?.raw ?? '', last?.signature ?? '', secret).id,
    ).toBe(receiver.bodies[0]?.event.id);
  });

  it('can be held and released in reverse', async () => {
    await fixture.control('faults', { hold: true });
    await createNamed(['one', 'two', 'three']);
    await fixture.control('settle');
    expect(arrived()).toEqual([]);
    expect(await fixture.control('release', { order: 'reversed' })).toEqual({ released: 3 });
    expect(arrived()).toEqual(['three', 'two', 'one']);
  });

  it('arrive in the same shuffled order for the same seed', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const orders: unknown[] = [];
    for (const seed of ['x', 'x', 'y']) {
      await fixture.control('faults', { hold: true });
      const mark = fixture.events.length;
      await createNamed(names);
      await fixture.control('release', { order: 'shuffled', seed });
      orders.push(arrived().slice(mark));
    }
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]).not.toEqual(orders[2]);
  });

  it('can be duplicated, dropped and sent again', async () => {
    await fixture.control('faults', { duplicates: 2 });
    await createNamed(['thrice']);
    await fixture.control('settle');
    expect(arrived()).toEqual(['thrice', 'thrice', 'thrice']);
    await fixture.control('faults', { drop: ['customer.created'] });
    await createNamed(['lost']);
    await fixture.control('settle');
    expect(arrived()).not.toContain('lost');
    await fixture.control('faults', {});
    const [lost] = (await fixture.stripe.events.list({ limit: 1 })).data;
    await fixture.control('resend', { event: lost?.id });
    await fixture.control('settle');
    expect(arrived()).toContain('lost');
  });

  it('register one endpoint per URL, with the secret of the caller', async () => {
    const input = {
      url: 'http://127.0.0.1:9/',
      secret: 'whsec_mine',
      enabled_events: ['invoice.paid'],
    };
    const first = await fixture.control('webhook-endpoint', input);
    const second = await fixture.control('webhook-endpoint', { ...input, enabled_events: ['*'] });
    expect(second.id).toBe(first.id);
    expect((await fixture.stripe.webhookEndpoints.list()).data).toHaveLength(2);
    await expect(fixture.control('webhook-endpoint', { ...input, secret: 'x' })).rejects.toThrow(
      'whsec_',
    );
  });
});
