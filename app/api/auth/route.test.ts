import { describe, expect, it } from 'vitest';
import { deleteAccount } from '@/lib/account/commands';
import { accountDeletionSchema, accountSchema } from '@/lib/account/schema';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { createBillingDeps } from '@/lib/billing/deps';
import { problemSchema } from '@/lib/errors/problem';
import { createStripe } from '@/lib/stripe/client';
import * as workflows from '../workflows/route';
import * as account from './account/route';
import * as logout from './logout/route';
import * as profile from './profile/route';
import * as user from './user/route';

const app = setUpApp();
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const userOf = async (as: Person) => app.call(user.GET, { as });
const change = (as: Person, body: unknown) => app.call(profile.PUT, { method: 'PUT', as, body });

describe('GET /api/auth/user', () => {
  it('tells the person about himself', async () => {
    const ada = await app.addPerson();
    const found = accountSchema.parse(await (await userOf(ada)).json());
    expect(found).toMatchObject({
      id: ada.id,
      email: ada.email,
      firstName: 'Ada',
      lastName: 'Lovelace',
      companyName: null,
    });
  });

  it('answers 401 without a session and after the account is gone', async () => {
    expect((await app.call(user.GET)).status).toBe(401);
    const ada = await app.addPerson();
    await app.database.query('delete from next_auth.users where id = $1', [ada.id]);
    expect((await userOf(ada)).status).toBe(401);
  });
});

describe('PUT /api/auth/profile', () => {
  it('changes what is sent, takes back what is sent empty, and leaves the rest', async () => {
    const ada = await app.addPerson();
    const picture = 'https://pictures.example/ada.png';
    const body = { companyName: ' Engines ', role: 'Founder', profileImageUrl: picture };
    const changed = accountSchema.parse(await (await change(ada, body)).json());
    expect(changed).toMatchObject({
      firstName: 'Ada',
      companyName: 'Engines',
      profileImageUrl: picture,
    });
    const emptied = accountSchema.parse(await (await change(ada, { role: '' })).json());
    expect(emptied).toMatchObject({ role: null, companyName: 'Engines' });
  });

  it('touches nobody else', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    await change(eve, { firstName: 'Eve', user_id: ada.id, id: ada.id });
    expect(accountSchema.parse(await (await userOf(ada)).json()).firstName).toBe('Ada');
    expect(accountSchema.parse(await (await userOf(eve)).json()).firstName).toBe('Eve');
  });

  it('answers 400 when there is nothing that it could change', async () => {
    const ada = await app.addPerson();
    for (const body of [{}, { email: 'other@example.com', plan: 'enterprise' }]) {
      const response = await change(ada, body);
      expect(response.status).toBe(400);
      expect(await problemOf(response)).toMatchObject({ code: 'malformed_request' });
    }
    expect(accountSchema.parse(await (await userOf(ada)).json()).email).toBe(ada.email);
  });

  it.each(['http://x.example/a.png', 'javascript:alert(1)', 'data:text/html,x', 'a.png'])(
    'takes no picture from %s',
    async (profileImageUrl) => {
      const response = await change(await app.addPerson(), { profileImageUrl });
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors?.[0]?.path).toBe('profileImageUrl');
    },
  );
});

describe('POST /api/auth/logout', () => {
  it('takes the session cookie away', async () => {
    const ada = await app.addPerson();
    const response = await app.call(logout.POST, { method: 'POST', as: ada });
    expect(await response.json()).toHaveProperty('message');
    const cookies = response.headers.getSetCookie();
    expect(cookies.some((line) => /^next-auth\.session-token=;.*max-age=0/i.test(line))).toBe(true);
  });

  it('sends a plain form to the home page', async () => {
    const response = await app.call(logout.POST, {
      method: 'POST',
      as: await app.addPerson(),
      headers: { accept: 'text/html,*/*' },
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/');
    expect(response.headers.getSetCookie().length).toBeGreaterThan(0);
  });

  it('is no fault without a session', async () => {
    expect((await app.call(logout.POST, { method: 'POST' })).status).toBe(200);
  });

  it('cannot be done to somebody by another site', async () => {
    const response = await app.call(logout.POST, {
      method: 'POST',
      as: await app.addPerson(),
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe('DELETE /api/auth/account', () => {
  const remove = (as: Person) => app.call(account.DELETE, { method: 'DELETE', as });

  it('ends the subscription, removes what is the person’s and says what is kept', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'pro');
    await app.call(workflows.POST, { method: 'POST', as: ada, body: { name: 'Mine' } });
    const response = await remove(ada);
    expect(response.status).toBe(200);
    const deletion = accountDeletionSchema.parse(await response.json());
    expect(deletion.canceled_subscriptions).toBe(1);
    expect(deletion.kept.join(' ')).toContain('Invoices');
    expect(response.headers.getSetCookie().join()).toContain('next-auth.session-token=;');

    const customers = await app.stripe.customers.list({ email: ada.email });
    const { data } = await app.stripe.subscriptions.list({
      customer: String(customers.data[0]?.id),
      status: 'all',
    });
    expect(data.map((subscription) => subscription.status)).toEqual(['canceled']);
    for (const table of ['next_auth.users where id', 'public.workflows where user_id']) {
      expect(await app.database.query(`select from ${table} = $1`, [ada.id])).toEqual([]);
    }
    await app.control.settle();
    expect((await userOf(ada)).status).toBe(401);
  });

  it('deletes nothing while Stripe cannot be told to stop', async () => {
    const ada = await app.addPerson();
    await app.buy(ada, 'basic');
    const deps = createBillingDeps({ id: ada.id, email: ada.email, name: null, image: null });
    const stripe = createStripe({
      STRIPE_SECRET_KEY: 'sk_test_nobody',
      STRIPE_API_URL: 'http://127.0.0.1:9',
    });
    await expect(deleteAccount({ ...deps, stripe })).rejects.toMatchObject({ code: 'unavailable' });
    expect((await userOf(ada)).status).toBe(200);
  });
});
