import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { importJWK } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { portsFromEnv } from '../kit/ports';
import { completeSettingsFile, localServices, readSettings } from './settings';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cue-settings-'));
  file = path.join(folder, '.env.local');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const standard = portsFromEnv({});
const moved = portsFromEnv({ CUE_PORT_OFFSET: '100' });

async function readFileSettings() {
  return parseEnv(await readFile(file, 'utf8'));
}

test('a new file has every name of .env.example, and only its owner may read it', async () => {
  expect(await completeSettingsFile(file)).toBe('Made .env.local with new secrets.');
  const example = await readFile(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');
  const names = example.match(/^(?:# )?[A-Z_]+(?==)/gm)?.map((name) => name.replace('# ', ''));
  // Some are there only while a secret is rotated; what costs nothing needs no cap.
  const wanted = names?.filter((name) => !/_PREVIOUS$|^AI_MONTHLY/.test(name)).sort();
  expect(Object.keys(await readFileSettings()).sort()).toEqual(wanted);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('secrets are of the form the real services have, and of this file only', async () => {
  await completeSettingsFile(file);
  const first = await readFileSettings();
  expect(first.STRIPE_SECRET_KEY).toMatch(/^sk_test_\w{40,}$/);
  expect(first.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_\w{40,}$/);
  expect(first.SUPABASE_SECRET_KEY).toMatch(/^sb_secret_[\w-]{40,}$/);
  expect(first.NEXTAUTH_SECRET?.length).toBeGreaterThanOrEqual(32);
  const key = JSON.parse(first.SUPABASE_SIGNING_KEY ?? '') as Record<string, string>;
  expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', kid: expect.any(String) as string });
  await importJWK(key, 'ES256');
  expect(Buffer.from(first.CREDENTIALS_KEY ?? '', 'base64')).toHaveLength(32);

  await rm(file);
  await completeSettingsFile(file);
  expect((await readFileSettings()).NEXTAUTH_SECRET).not.toBe(first.NEXTAUTH_SECRET);
});

test('what is there is never changed; what is missing is added and named', async () => {
  await writeFile(file, 'STRIPE_SECRET_KEY=sk_test_mine\nNEXTAUTH_SECRET=');
  const said = await completeSettingsFile(file);
  expect(said).toContain('GOOGLE_CLIENT_ID');
  expect(said).not.toContain('STRIPE_SECRET_KEY');
  expect(await readFileSettings()).toMatchObject({
    STRIPE_SECRET_KEY: 'sk_test_mine',
    NEXTAUTH_SECRET: '',
  });
  expect(await completeSettingsFile(file)).toBeUndefined();
});

test('addresses of local services move with the ports, others stay', async () => {
  await writeFile(file, 'STRIPE_API_URL=https://api.stripe.com\n');
  await completeSettingsFile(file);
  const settings = await readSettings(file, { ports: moved, shell: {} });
  expect(settings).toMatchObject({
    NEXTAUTH_URL: 'http://localhost:3100',
    SUPABASE_URL: 'http://127.0.0.1:54421',
    STRIPE_API_URL: 'https://api.stripe.com',
  });
});

test('the shell wins over the file', async () => {
  await completeSettingsFile(file);
  const shell = { STRIPE_SECRET_KEY: 'sk_test_shell' };
  const settings = await readSettings(file, { ports: standard, shell });
  expect(settings.STRIPE_SECRET_KEY).toBe('sk_test_shell');
});

test('a service that the settings name elsewhere is not started here', async () => {
  await writeFile(file, 'STRIPE_API_URL=https://api.stripe.com\n');
  await completeSettingsFile(file);
  const settings = await readSettings(file, { ports: moved, shell: {} });
  expect(localServices(settings, moved)).toEqual({
    google: true,
    github: true,
    supabase: true,
    stripe: false,
    sendgrid: true,
    dynamodb: true,
    webhooks: true,
    openai: true,
  });
});

test('a language model of one’s own, in the file or the shell, is not mixed with the stand-in', async () => {
  await writeFile(file, 'AI_API_KEY=sk-mine\n');
  await completeSettingsFile(file);
  expect(Object.keys(await readFileSettings()).filter((name) => name.startsWith('AI_'))).toEqual([
    'AI_API_KEY',
  ]);

  await rm(file);
  await completeSettingsFile(file);
  const shell = { AI_BASE_URL: 'https://ai.example.com/v1', AI_MODEL: 'large' };
  const settings = await readSettings(file, { ports: standard, shell });
  expect(settings).toMatchObject({ ...shell, AI_API_KEY: '', AI_GENERATION: '' });
  expect(localServices(settings, standard).openai).toBe(false);
});
