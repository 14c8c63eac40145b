import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { openaiKey } from '../openai/server';
import { demoPeople } from '../oauth/people';
import { portsFromEnv, type Ports } from '../kit/ports';

/** The product's environment: names as in .env.example. */
export type Settings = Record<string, string>;

/** The shell's environment, or nothing. */
export type ShellEnvironment = Readonly<Record<string, string | undefined>>;

const standardPorts = portsFromEnv({});

/** Where each local service is found; everything else in the file is a secret. */
function addresses(ports: Ports): Settings {
  return {
    NEXTAUTH_URL: `http://localhost:${ports.app}`,
    GOOGLE_ISSUER: `http://127.0.0.1:${ports.google}`,
    GITHUB_URL: `http://127.0.0.1:${ports.github}`,
    GITHUB_API_URL: `http://127.0.0.1:${ports.github}`,
    SUPABASE_URL: `http://127.0.0.1:${ports.supabase}`,
    STRIPE_API_URL: `http://127.0.0.1:${ports.stripe}`,
    SENDGRID_API_URL: `http://127.0.0.1:${ports.sendgrid}`,
    DYNAMODB_ENDPOINT: `http://127.0.0.1:${ports.dynamodb}`,
    WORKFLOW_HTTP_ALLOW: `http://127.0.0.1:${ports.webhooks}`,
    AI_BASE_URL: `http://127.0.0.1:${ports.openai}/v1`,
    DATABASE_URL: `postgresql://postgres:postgres@127.0.0.1:${ports.postgres}/postgres`,
  };
}

/** What a new clone starts with: the local services, and secrets of its own. */
function newSettings(): Settings {
  return {
    NEXTAUTH_SECRET: randomText(),
    // The first person of the sign-in pages operates the product.
    ADMIN_EMAIL: demoPeople[0]?.email ?? '',
    GOOGLE_CLIENT_ID: 'cue-local.apps.googleusercontent.com',
    GOOGLE_CLIENT_SECRET: randomText(),
    GITHUB_CLIENT_ID: 'cue-local',
    GITHUB_CLIENT_SECRET: randomText(),
    SUPABASE_PUBLISHABLE_KEY: `sb_publishable_${randomText()}`,
    SUPABASE_SECRET_KEY: `sb_secret_${randomText()}`,
    SUPABASE_SIGNING_KEY: newSigningKey(),
    STRIPE_SECRET_KEY: `sk_test_${randomBytes(24).toString('hex')}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('hex')}`,
    CRON_SECRET: randomText(),
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    WORKFLOW_RUNNER: 'server',
    TRUSTED_PROXIES: '1',
    AI_API_KEY: openaiKey,
    AI_MODEL: 'local',
    // The stand-in has no model: it can answer a step, but draw no workflow.
    AI_GENERATION: 'planner',
    ...addresses(standardPorts),
  };
}

/** These say together which language model there is: half of ours and half of somebody's would be none. */
const isOfModel = (name: string) => name.startsWith('AI_');

function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** A private ES256 key as one line of JSON, as `supabase gen signing-key` makes it. */
function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    alg: 'ES256',
  });
}

/**
 * Makes the file of settings, or adds the names it lacks. A name that is there is never changed.
 *
 * @param file `.env.local`, or a file of its own for a stack beside the developer's
 * @returns what was done, in words; undefined when nothing had to be
 */
export async function completeSettingsFile(file: string): Promise<string | undefined> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  const present = parseEnv(text);
  const hasModel = Object.keys(present).some(isOfModel);
  const missing = Object.entries(newSettings()).filter(
    ([name]) => !(name in present) && !(hasModel && isOfModel(name)),
  );
  if (missing.length === 0) return undefined;
  const heading =
    text === ''
      ? '# Made by `npm run dev` for the local stack; never committed, never overwritten.\n' +
        '# Put the values of a real service here and its local stand-in is not started.\n'
      : '';
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  // Single quotes: the key is JSON, and no value holds one.
  const lines = missing.map(([name, value]) => `${name}='${value}'\n`).join('');
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, gap + heading + lines, { mode: 0o600 });
  const name = path.basename(file);
  if (text === '') return `Made ${name} with new secrets.`;
  return `Added to ${name}: ${missing.map(([added]) => added).join(', ')}.`;
}

/**
 * Reads the settings as the product will see them: the shell's environment wins over the file, as in Next.
 * The file always has the standard ports; an address on one of them moves along with `CUE_PORT_OFFSET`.
 *
 * @param shell usually `process.env`; empty for a run that must not depend on it
 */
export async function readSettings(
  file: string,
  { ports, shell }: { ports: Ports; shell: ShellEnvironment },
): Promise<Settings> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : '';
  const moved = addresses(ports);
  const settings: Settings = {};
  const hasShellModel = shell.AI_BASE_URL !== undefined;
  for (const [name, value] of Object.entries(parseEnv(text))) {
    if (hasShellModel && isOfModel(name)) {
      // Empty, not absent: Next in development reads the file by itself.
      settings[name] = shell[name] ?? '';
      continue;
    }
    const isStandard = value === addresses(standardPorts)[name];
    settings[name] = shell[name] ?? (isStandard ? moved[name] : value) ?? '';
  }
  return settings;
}

/** The services that the settings want served from here, and not from the internet. */
export function localServices(settings: Settings, ports: Ports) {
  const local = addresses(ports);
  const isLocal = (name: string) => settings[name] === local[name];
  return {
    google: isLocal('GOOGLE_ISSUER'),
    github: isLocal('GITHUB_URL'),
    supabase: isLocal('SUPABASE_URL'),
    stripe: isLocal('STRIPE_API_URL'),
    sendgrid: isLocal('SENDGRID_API_URL'),
    dynamodb: isLocal('DYNAMODB_ENDPOINT'),
    webhooks: isLocal('WORKFLOW_HTTP_ALLOW'),
    openai: isLocal('AI_BASE_URL'),
  };
}

/**
 * One setting that has to be there.
 *
 * @throws Error that names it
 */
export function requireSetting(settings: Settings, name: string): string {
  const value = settings[name];
  if (value === undefined || value === '') throw new Error(`${name} is missing in .env.local.`);
  return value;
}
