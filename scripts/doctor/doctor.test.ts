import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { databaseEnvSchema, productEnvSchema } from '@/lib/env/schema';
import { stripeRelease } from '@/lib/stripe/release';
import { handledEventTypes } from '@/lib/stripe/sync/handlers';
import type { CatalogDeps } from '@/lib/catalog/operation';
import { findMigrationProblems, findServiceProblems, findUserTokenProblems } from './database';
import { findContradictions, findEnvironmentProblems, sources } from './environment';
import { runCheck } from './finding';
import { findGoogleProblems } from './sign-in';
import { findCatalogProblems, findWebhookProblems } from './stripe';
import { findWorkflowProblems } from './workflows';

const app = setUpApp();
const catalogDeps = (): CatalogDeps => ({ stripe: app.stripe, db: app.service, env: 'test' });
const names = Object.keys({ ...productEnvSchema.shape, ...databaseEnvSchema.shape });

describe('the environment', () => {
  it('says for every variable where its value comes from', () => {
    expect(Object.keys(sources).sort()).toEqual(names.sort());
  });

  it('has every variable in .env.example', () => {
    const example = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');
    for (const name of names) expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
  });

  it('names what is missing, with how to mend it', () => {
    const findings = findEnvironmentProblems({});
    expect(findings).toContainEqual({
      problem: 'STRIPE_SECRET_KEY is missing',
      mend: 'Stripe dashboard > Developers > API keys.',
    });
  });

  it('warns of a live key on this machine and of plain http elsewhere', () => {
    const live = { appUrl: 'http://localhost:3000', stripeKey: 'sk_live_x' };
    expect(findContradictions(live)[0]?.problem).toContain('live key');
    const plain = { appUrl: 'http://app.example.com', stripeKey: 'sk_test_x' };
    expect(findContradictions(plain)[0]?.problem).toContain('not encrypted');
    const good = { appUrl: 'https://app.example.com', stripeKey: 'sk_live_x' };
    expect(findContradictions(good)).toEqual([]);
  });
});

describe('the services', () => {
  it('are well after migrations and a push', async () => {
    expect(await findMigrationProblems(app.database.url)).toEqual([]);
    expect(await findServiceProblems()).toEqual([]);
    expect(await findUserTokenProblems()).toEqual([]);
    expect(await findCatalogProblems(catalogDeps())).toEqual([]);
  });

  it('name scheduled work that is not done, and runs that nobody takes up', async () => {
    const never = await findWorkflowProblems(catalogDeps());
    expect(never.map(({ problem }) => problem)).toEqual(
      ['work', 'schedules', 'history'].map((job) => `The scheduled ${job} was never done`),
    );
    for (const { repair } of never) await repair?.run();
    expect(await findWorkflowProblems(catalogDeps())).toEqual([]);
    const { id } = await app.addPerson();
    await app.database.query(
      `with workflow as (insert into public.workflows (user_id, name) values ($1, 'Test') returning *)
       insert into public.workflow_runs (workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data, due_at)
       select id, user_id, version, node_data, 'manual', '{}', now() - interval '1 hour' from workflow`,
      [id],
    );
    const [waiting, ...others] = await findWorkflowProblems(catalogDeps());
    expect(waiting?.problem).toMatch(/^1 runs of workflows wait since .*; no server ever ran any$/);
    expect(waiting?.mend).toContain('/api/cron/runs');
    expect(others).toEqual([]);
    await app.database.query('delete from public.workflows');
  });

  it('lack migrations that were not applied', async () => {
    await app.database.query(
      "update supabase_migrations.schema_migrations set version = '1' where version like '%1200'",
    );
    const [finding] = await findMigrationProblems(app.database.url);
    expect(finding?.problem).toMatch(/lacks 1 of \d+ migrations: .*workflow_limit\.sql/);
  });

  it('have plans that differ from the code', async () => {
    await app.database.query("update billing.plans set rank = 9 where id = 'enterprise'");
    expect((await findServiceProblems())[0]?.mend).toBe('Run: npm run stripe:push');
  });

  it('lack a price that the code sells, or have it at another amount', async () => {
    const { data } = await app.stripe.prices.list({ lookup_keys: ['pro_monthly'] });
    await app.stripe.prices.update(data[0]?.id ?? '', { lookup_key: 'pro_old' });
    await app.stripe.prices.create({
      product: 'cue_basic',
      lookup_key: 'basic_monthly',
      transfer_lookup_key: true,
      unit_amount: 1,
      currency: 'usd',
      recurring: { interval: 'month' },
    });
    const problems = (await findCatalogProblems(catalogDeps())).map((finding) => finding.problem);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringContaining('price:basic_monthly unit_amount is 1, the code says 2000'),
        expect.stringContaining('price:pro_monthly lookup_key is "pro_old"'),
      ]),
    );
  });

  it('need a webhook endpoint in our release with every event that we read', async () => {
    const missing = await findWebhookProblems(app.stripe, app.origin);
    expect(missing[0]?.problem).toBe(
      `Stripe has no webhook endpoint for ${app.origin}/api/webhooks/stripe`,
    );
    const endpoint = { url: `${app.origin}/api/webhooks/stripe`, secret: 'whsec_x' };
    await app.control.webhookEndpoint({ ...endpoint, enabled_events: ['customer.created'] });
    const [fewer] = await findWebhookProblems(app.stripe, app.origin);
    expect(fewer?.problem).toContain(`${handledEventTypes.length - 1} of`);
    expect(fewer?.mend).toContain('invoice.paid');
    await app.control.webhookEndpoint({
      ...endpoint,
      enabled_events: [...handledEventTypes],
      api_version: '2020-08-27',
    });
    const [older] = await findWebhookProblems(app.stripe, app.origin);
    expect(older?.problem).toContain('2020-08-27');
    await app.control.webhookEndpoint({
      ...endpoint,
      enabled_events: [...handledEventTypes],
      api_version: stripeRelease,
    });
    expect(await findWebhookProblems(app.stripe, app.origin)).toEqual([]);
    // The local stack delivers to 127.0.0.1 what the app is visited as localhost for.
    const loopback = app.origin.replace('localhost', '127.0.0.1');
    expect(await findWebhookProblems(app.stripe, loopback)).toEqual([]);
  });

  it('that cannot be reached are a finding in words, not a crash', async () => {
    const [database] = await runCheck({
      name: 'Database',
      run: () => findMigrationProblems('postgresql://nobody@127.0.0.1:9/none'),
    });
    expect(database?.problem).toContain('could not be checked');
    const [google] = await runCheck({
      name: 'Google',
      run: () => findGoogleProblems('http://127.0.0.1:9'),
    });
    expect(google?.mend).not.toBe('');
  });
});
