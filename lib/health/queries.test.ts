import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { createStripe } from '@/lib/stripe/client';
import { createHealthCheck } from './queries';

const app = setUpApp();
const stripeDown = () =>
  createStripe({ STRIPE_SECRET_KEY: 'sk_test_nobody', STRIPE_API_URL: 'http://127.0.0.1:9' });

describe('createHealthCheck', () => {
  it('is well while database and Stripe answer', async () => {
    const check = createHealthCheck(() => ({ db: app.service, stripe: app.stripe }));
    expect(await check()).toEqual({ status: 'ok', service: 'cue' });
  });

  it('names what is down, and nothing else', async () => {
    const check = createHealthCheck(() => ({ db: app.service, stripe: stripeDown() }));
    await expect(check()).rejects.toMatchObject({
      code: 'unavailable',
      detail: 'Not reachable: Stripe.',
    });
  });

  it('finds a database without its migrations not ready', async () => {
    await app.database.query('delete from billing.settings');
    const check = createHealthCheck(() => ({ db: app.service, stripe: app.stripe }));
    await expect(check()).rejects.toMatchObject({ detail: 'Not reachable: database.' });
    await app.database.query('insert into billing.settings default values');
  });

  it('asks the services once however many ask it', async () => {
    let asked = 0;
    const check = createHealthCheck(() => {
      asked += 1;
      return { db: app.service, stripe: app.stripe };
    });
    await Promise.all(Array.from({ length: 20 }, check));
    await check();
    expect(asked).toBe(1);
  });
});
