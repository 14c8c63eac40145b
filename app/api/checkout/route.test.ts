import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { problemSchema } from '@/lib/errors/problem';
import * as portal from '../billing/portal/route';
import * as status from '../payments/subscription-status/route';
import * as create from './create/route';
import * as success from './success/route';

const app = setUpApp();
const startedSchema = z.object({ checkout_url: z.url(), session_id: z.string() });
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const email = () => `${randomUUID()}@example.com`;

const buy = (body: unknown, as?: Person) =>
  app.call(create.POST, {
    method: 'POST',
    path: '/api/checkout/create',
    body,
    ...(as !== undefined && { as }),
  });

async function started(body: unknown, as?: Person) {
  const response = await buy(body, as);
  expect(response.status).toBe(200);
  return startedSchema.parse(await response.json());
}

const outcomeOf = (sessionId: string, as?: Person) =>
  app.call(success.GET, {
    path: `/api/checkout/success?session_id=${sessionId}`,
    ...(as !== undefined && { as }),
  });

describe('POST /api/checkout/create', () => {
  it('starts a purchase of the plan for the person of the session', async () => {
    const ada = await app.addPerson();
    const { session_id, checkout_url } = await started({ tier: 'pro', interval: 'year' }, ada);
    expect(checkout_url).toContain(session_id);
    const session = await app.stripe.checkout.sessions.retrieve(session_id, {
      expand: ['line_items'],
    });
    expect(session.client_reference_id).toBe(ada.id);
    expect(session.line_items?.data[0]?.price?.lookup_key).toBe('pro_yearly');
    expect(session.allow_promotion_codes).toBe(true);
    expect(session.success_url).toBe(
      `${app.origin}/billing/success?session_id={CHECKOUT_SESSION_ID}`,
    );
    const customer = await app.stripe.customers.retrieve(z.string().parse(session.customer));
    expect(customer).toMatchObject({ email: ada.email, metadata: { cue_user_id: ada.id } });
  });

  it('makes one customer of many clicks at once', async () => {
    const ada = await app.addPerson();
    const answers = await Promise.all(Array.from({ length: 5 }, () => buy({ tier: 'pro' }, ada)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(200));
    const { data } = await app.stripe.customers.list({ email: ada.email });
    expect(data).toHaveLength(1);
  });

  it('makes a new customer when the old one was deleted in the dashboard', async () => {
    const ada = await app.addPerson();
    await started({ tier: 'pro' }, ada);
    const [old] = (await app.stripe.customers.list({ email: ada.email })).data;
    await app.stripe.customers.del(old?.id ?? '');
    await app.control.settle();
    await app.buy(ada, 'pro');
    const plan = await app.call(status.GET, { as: ada });
    expect(await plan.json()).toMatchObject({ plan_name: 'Pro' });
  });

  it('leaves one open session when a person starts again', async () => {
    const ada = await app.addPerson();
    const first = await started({ tier: 'pro' }, ada);
    const second = await started({ tier: 'basic' }, ada);
    const { status: before } = await app.stripe.checkout.sessions.retrieve(first.session_id);
    const { status: after } = await app.stripe.checkout.sessions.retrieve(second.session_id);
    expect([before, after]).toEqual(['expired', 'open']);
  });

  it.each([
    ['an amount', { tier: 'pro', amount: 1 }, 'amount'],
    ['a price id', { tier: 'pro', price_id: 'price_1' }, 'price_id'],
    ['a quantity', { tier: 'pro', quantity: 0 }, 'quantity'],
    ['a customer', { tier: 'pro', customer: 'cus_1' }, 'customer'],
  ])('refuses %s from the client', async (_what, body, field) => {
    const response = await buy(body, await app.addPerson());
    expect(response.status).toBe(422);
    expect(JSON.stringify(await problemOf(response))).toContain(field);
  });

  it.each([{ tier: 'free' }, { tier: 'gold' }, { lookup_key: 'pro_weekly' }, {}])(
    'sells nothing for %j',
    async (body) => {
      expect((await buy(body, await app.addPerson())).status).toBe(422);
    },
  );

  it.each(['success_url', 'cancel_url'])('refuses a foreign %s and names it', async (field) => {
    const foreign = ['https://evil.example/', '//evil.example', 'javascript:alert(1)', '/\\evil'];
    for (const url of foreign) {
      const response = await buy({ tier: 'pro', [field]: url }, await app.addPerson());
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors?.[0]?.path).toBe(field);
    }
  });

  it('leads a subscriber to change the plan instead of buying a second one', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'basic');
    const response = await buy({ tier: 'pro' }, ada);
    expect(response.status).toBe(409);
    expect(await problemOf(response)).toMatchObject({ code: 'already_subscribed' });
  });

  it('refuses a second purchase even while the mirror has not heard of the first', async () => {
    const ada = await app.addPerson();
    const { session_id } = await started({ tier: 'pro' }, ada);
    await app.control.hold();
    try {
      await app.control.confirmCheckout({ session: session_id });
      expect((await buy({ tier: 'pro' }, ada)).status).toBe(409);
    } finally {
      await app.control.faults({});
      await app.control.release();
      await app.control.settle();
    }
  });

  it('refuses a purchase that another site starts with the person’s cookie', async () => {
    const ada = await app.addPerson();
    const response = await app.call(create.POST, {
      method: 'POST',
      as: ada,
      body: { tier: 'pro' },
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });
});

describe('a guest', () => {
  it('buys with an e-mail address, marked so that it can be claimed', async () => {
    const { session_id } = await started({ tier: 'basic', email: 'Guest@Example.com' });
    const session = await app.stripe.checkout.sessions.retrieve(session_id);
    expect(session).toMatchObject({
      customer_email: 'guest@example.com',
      client_reference_id: null,
      metadata: { cue_guest: 'true' },
    });
  });

  it.each([{ tier: 'pro' }, { tier: 'pro', email: 'nonsense' }])(
    'has to say a valid address: %j',
    async (body) => {
      const response = await buy(body);
      expect(response.status).toBe(422);
      expect(JSON.stringify(await problemOf(response))).toContain('email');
    },
  );

  it('learns nothing about who has an account or a plan', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'pro');
    const known = await buy({ tier: 'pro', email: ada.email });
    const unknown = await buy({ tier: 'pro', email: email() });
    expect([known.status, unknown.status]).toEqual([200, 200]);
  });

  it('is slowed down', async () => {
    const body = { tier: 'pro', email: email() };
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const answers = [];
    for (let index = 0; index < 11; index += 1) {
      answers.push(await app.call(create.POST, { method: 'POST', body, headers }));
    }
    expect(answers.slice(0, 10).every((answer) => answer.status === 200)).toBe(true);
    expect(answers[10]?.status).toBe(429);
    expect(Number(answers[10]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('GET /api/checkout/success', () => {
  it('shows the plan at once, before any webhook has come', async () => {
    const ada = await app.addPerson();
    const { session_id } = await started({ tier: 'pro' }, ada);
    await app.control.hold();
    try {
      await app.control.confirmCheckout({ session: session_id });
      const response = await outcomeOf(session_id, ada);
      expect(await response.json()).toMatchObject({
        status: 'complete',
        email: ada.email,
        tier: 'pro',
      });
      const plan = await app.call(status.GET, { as: ada });
      expect(await plan.json()).toMatchObject({
        has_subscription: true,
        status: 'active',
        plan_name: 'Pro',
        cancel_at: null,
      });
    } finally {
      await app.control.faults({});
      await app.control.release();
      await app.control.settle();
    }
  });

  it('grants nothing for a session that was not paid', async () => {
    const ada = await app.addPerson();
    const { session_id } = await started({ tier: 'pro' }, ada);
    expect(await (await outcomeOf(session_id, ada)).json()).toMatchObject({ status: 'open' });
    const plan = await app.call(status.GET, { as: ada });
    expect(await plan.json()).toMatchObject({ has_subscription: false, plan_name: 'Free' });
  });

  it('does not exist for another person, nor for somebody without a session', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const { session_id } = await started({ tier: 'pro' }, ada);
    expect((await outcomeOf(session_id, eve)).status).toBe(404);
    expect((await outcomeOf(session_id)).status).toBe(404);
    expect((await outcomeOf('cs_test_unknown', ada)).status).toBe(404);
    expect((await outcomeOf('../customers', ada)).status).toBe(422);
  });

  it('tells a guest what to do next and signs nobody in', async () => {
    const { session_id } = await started({ tier: 'basic', email: email() });
    await app.control.confirmCheckout({ session: session_id });
    const response = await outcomeOf(session_id);
    expect(response.headers.get('set-cookie')).toBeNull();
    const { next_steps } = z
      .object({ next_steps: z.array(z.string()) })
      .parse(await response.json());
    expect(next_steps[0]).toContain('Sign in');
  });
});

describe('POST /api/billing/portal', () => {
  const open = (as: Person, body: unknown = {}) =>
    app.call(portal.POST, { method: 'POST', as, body });

  it('opens for the person’s own customer', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'pro');
    const flows = [
      undefined,
      'subscription_update',
      'subscription_cancel',
      'payment_method_update',
    ];
    for (const flow of flows) {
      const response = await open(ada, { flow, return_url: '/account' });
      expect(response.status, flow).toBe(200);
      const { portal_url } = z.object({ portal_url: z.url() }).parse(await response.json());
      expect(portal_url).toContain(new URL(portal_url).origin);
    }
  });

  it('cannot be asked for another customer', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    await app.buy(ada, 'pro');
    const { data } = await app.stripe.customers.list({ email: ada.email });
    for (const field of ['customer', 'customer_id', 'customerId']) {
      const response = await open(eve, { [field]: data[0]?.id });
      expect(response.status).toBe(422);
    }
    expect((await open(eve)).status).toBe(404);
  });

  it('leads back to this app only', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'basic');
    const response = await open(ada, { return_url: 'https://evil.example/account' });
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors?.[0]?.path).toBe('return_url');
  });
});
