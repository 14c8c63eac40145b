import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { pushEndpoint } from '@/lib/catalog/push-endpoint';
import { stripeRelease } from '@/lib/stripe/release';
import { handledEventTypes } from '@/lib/stripe/sync/handlers';
import { appOrigin } from './cli/app-origin';
import { runScriptFile } from './cli/script-fixture';

const app = setUpApp();
const origin = 'https://app.example.com';
const url = `${origin}/api/webhooks/stripe`;
const setUp = (...args: string[]) => runScriptFile('stripe-setup', args);
const push = (stripe = app.stripe) =>
  pushEndpoint({ stripe, db: app.service, env: 'test' }, { url, dryRun: false });

const endpoints = async () => {
  const { data } = await app.stripe.webhookEndpoints.list({ limit: 100 });
  return data.filter((endpoint) => endpoint.url === url);
};

/** The client of a process that is killed when Stripe has answered. */
const dying = () =>
  new Proxy(app.stripe, {
    get: (target, name) =>
      name === 'webhookEndpoints'
        ? {
            list: (params: { limit: number }) => target.webhookEndpoints.list(params),
            create: async (
              params: Parameters<typeof target.webhookEndpoints.create>[0],
              options: Parameters<typeof target.webhookEndpoints.create>[1],
            ) => {
              await target.webhookEndpoints.create(params, options);
              throw new Error('killed');
            },
          }
        : (Reflect.get(target, name) as unknown),
  });

describe('npm run stripe:setup', () => {
  it('says in a dry run what it would do, and does nothing', async () => {
    const { code, stdout } = await setUp('--url', origin, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain(`create webhook endpoint ${url} with API version ${stripeRelease}`);
    expect(await endpoints()).toEqual([]);
  });

  it('finishes one that was killed after the endpoint was made: its secret is told, there is no second', async () => {
    await expect(push(dying())).rejects.toThrow('killed');
    expect(await endpoints()).toHaveLength(1);
    const { code, stdout } = await setUp('--url', origin);
    expect(code).toBe(0);
    expect(stdout).toMatch(/STRIPE_WEBHOOK_SECRET=whsec_\w+/);
    expect(stdout).toContain(`NEXTAUTH_URL=${origin}`);
    const [endpoint, ...others] = await endpoints();
    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({ api_version: stripeRelease, status: 'enabled' });
    expect(endpoint?.enabled_events.toSorted()).toEqual(handledEventTypes.toSorted());
  });

  it('changes nothing the second time, and prints no secret', async () => {
    const before = await endpoints();
    const { code, stdout } = await setUp('--url', `${origin}/`);
    expect(code).toBe(0);
    expect(stdout).toContain('Stripe is set up already.');
    expect(stdout).not.toContain('whsec_');
    expect(await endpoints()).toEqual(before);
  });

  it('adds event types that are missing, keeps those beyond, and enables the endpoint', async () => {
    const [endpoint] = await endpoints();
    await app.stripe.webhookEndpoints.update(endpoint?.id ?? '', {
      enabled_events: ['invoice.paid', 'topup.created'],
      disabled: true,
    });
    const { changes, secret } = await push();
    expect(changes).toHaveLength(2);
    expect(secret).toBeNull();
    const [mended] = await endpoints();
    expect(mended?.status).toBe('enabled');
    expect(mended?.enabled_events.toSorted()).toEqual(
      [...handledEventTypes, 'topup.created'].toSorted(),
    );
  });

  it('makes one of the right version beside one of another, which it tells to delete', async () => {
    const [endpoint] = await endpoints();
    await app.stripe.webhookEndpoints.del(endpoint?.id ?? '');
    const older = await app.stripe.webhookEndpoints.create({
      url,
      api_version: '2025-03-31.basil',
      enabled_events: ['invoice.paid'],
    });
    const { stdout } = await setUp('--url', origin);
    expect(stdout).toMatch(/STRIPE_WEBHOOK_SECRET=whsec_/);
    expect(stdout).toContain('STRIPE_WEBHOOK_SECRET_PREVIOUS=');
    expect(stdout).toContain(`Endpoint ${older.id} delivers to the same address`);
    expect((await endpoints()).map(({ api_version }) => api_version).sort()).toEqual([
      '2025-03-31.basil',
      stripeRelease,
    ]);
  });

  it('stops where somebody has to decide, before it changes anything', async () => {
    await app.stripe.products.update('cue_pro', { name: 'Mine' });
    const { code, stdout } = await setUp('--url', origin);
    expect(code).toBe(3);
    expect(stdout).toContain('product:cue_pro name is "Mine", the code says "Cue Pro"');
    await app.stripe.products.update('cue_pro', { name: 'Cue Pro' });
  });

  it('names what is wrong with its arguments', async () => {
    const missing = await setUp();
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain('--url is missing');
    const unknown = await setUp('--url', origin, '--force');
    expect(unknown.stderr).toContain("'--force'");
    for (const text of [
      'app.example.com',
      'ftp://a.example',
      'https://a.example/x',
      'http://a.example',
    ]) {
      expect(() => appOrigin(text, 'test')).toThrow(/^--url/);
    }
    expect(() => appOrigin('http://localhost:3000', 'live')).toThrow('this machine');
    expect(appOrigin('http://localhost:3000', 'test')).toBe('http://localhost:3000');
  });
});
