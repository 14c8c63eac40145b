import path from 'node:path';
import { z } from 'zod';
import { startSupabaseApi } from '../database/api';
import { bootstrap } from '../database/bootstrap';
import { migrate } from '../database/migrate';
import { startPostgres } from '../database/postgres';
import { startDynamodb } from '../dynamodb/server';
import type { Ports } from '../kit/ports';
import { startOpenai } from '../openai/server';
import { startGitHub } from '../oauth/github';
import { startGoogle } from '../oauth/google';
import { startSendgrid } from '../sendgrid/server';
import { startLocalStripe } from '../stripe/server';
import { startWebhookCatcher } from '../webhooks/server';
import { localServices, requireSetting, type Settings } from './settings';

export interface ServiceOptions {
  root: string;
  stateDir: string;
  ports: Ports;
  settings: Settings;
  /** False for a database that is thrown away. */
  durable: boolean;
}

export interface Services {
  /** Names of migrations that were applied by this start. */
  migrated: string[];
  /** Resolves with the reason when a service has ended by itself. */
  failed: Promise<string>;
  /** The control API of the local Stripe; absent when the settings name the real one. */
  stripeUrl?: string;
  databaseUrl?: string;
  close: () => Promise<void>;
}

/** Only its public members: whoever verifies has no use for the private one. */
const publicJwkSchema = z.object({
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
});

/**
 * Starts every service that the settings want served from here: database and its API, both identity
 * providers, Stripe, and what workflows act on. Should one fail, those that run are closed again.
 */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const { ports, settings } = options;
  const wanted = localServices(settings, ports);
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    // The last one started is the first to go: the API before its database.
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const starting = [
    wanted.supabase ? startDatabase(options, closers) : Promise.resolve(undefined),
    wanted.stripe ? startStripe(options, closers) : Promise.resolve(undefined),
    wanted.google ? startProvider('google', options, closers) : Promise.resolve(),
    wanted.github ? startProvider('github', options, closers) : Promise.resolve(),
    wanted.sendgrid ? keep(startSendgrid({ port: ports.sendgrid }), closers) : Promise.resolve(),
    wanted.dynamodb ? keep(startDynamodb({ port: ports.dynamodb }), closers) : Promise.resolve(),
    wanted.webhooks
      ? keep(startWebhookCatcher({ port: ports.webhooks }), closers)
      : Promise.resolve(),
    wanted.openai ? keep(startOpenai({ port: ports.openai }), closers) : Promise.resolve(),
  ] as const;
  // All of them, so that none is still starting when the others are closed again.
  await Promise.allSettled(starting);
  try {
    const [database, stripe] = await Promise.all(starting);
    return {
      migrated: database?.migrated ?? [],
      failed: database?.failed ?? new Promise(() => undefined),
      ...(stripe && { stripeUrl: stripe.url }),
      ...(database && { databaseUrl: database.url }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Closers = (() => Promise<void>)[];

/** A service that needs nothing but its port. */
async function keep(
  starting: Promise<{ close: () => Promise<void> }>,
  closers: Closers,
): Promise<void> {
  const { close } = await starting;
  closers.push(close);
}

async function startDatabase(options: ServiceOptions, closers: Closers) {
  const { ports, settings, stateDir, root, durable } = options;
  const postgres = await startPostgres({
    dataDir: path.join(stateDir, 'postgres'),
    port: ports.postgres,
    durable,
  });
  closers.push(postgres.stop);
  await bootstrap(postgres.adminUrl);
  const migrated = await migrate(postgres.url, path.join(root, 'supabase/migrations'));
  const signingKey = requireSetting(settings, 'SUPABASE_SIGNING_KEY');
  const api = await startSupabaseApi({
    databaseUrl: postgres.url,
    port: ports.supabase,
    publishableKey: requireSetting(settings, 'SUPABASE_PUBLISHABLE_KEY'),
    secretKey: requireSetting(settings, 'SUPABASE_SECRET_KEY'),
    publicJwk: publicJwkSchema.parse(JSON.parse(signingKey)),
  });
  closers.push(api.close);
  const failed = postgres.exited.then(
    (lines) => `PostgreSQL ended by itself. Its last lines: ${lines}`,
  );
  return { url: postgres.url, migrated, failed };
}

async function startStripe({ ports, settings, stateDir }: ServiceOptions, closers: Closers) {
  const stripe = await startLocalStripe({
    port: ports.stripe,
    stateFile: path.join(stateDir, 'stripe.json'),
    secretKey: requireSetting(settings, 'STRIPE_SECRET_KEY'),
  });
  closers.push(stripe.close);
  await registerWebhook(stripe.url, {
    url: `http://127.0.0.1:${ports.app}/api/webhooks/stripe`,
    secret: requireSetting(settings, 'STRIPE_WEBHOOK_SECRET'),
  });
  return stripe;
}

async function registerWebhook(stripeUrl: string, endpoint: { url: string; secret: string }) {
  const response = await fetch(`${stripeUrl}/_cue/webhook-endpoint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(endpoint),
  });
  if (!response.ok) {
    throw new Error(`The local Stripe refused the webhook endpoint: ${await response.text()}`);
  }
}

async function startProvider(
  provider: 'google' | 'github',
  { ports, settings, stateDir }: ServiceOptions,
  closers: Closers,
): Promise<void> {
  const start = provider === 'google' ? startGoogle : startGitHub;
  const prefix = provider.toUpperCase();
  const { close } = await start({
    port: ports[provider],
    clientId: requireSetting(settings, `${prefix}_CLIENT_ID`),
    clientSecret: requireSetting(settings, `${prefix}_CLIENT_SECRET`),
    redirectUris: [`http://localhost:${ports.app}/api/auth/callback/${provider}`],
    stateFile: path.join(stateDir, `${provider}.json`),
  });
  closers.push(close);
}
