import { z } from 'zod';
import { findEnvProblems } from '@/lib/env/env';
import { databaseEnvSchema, productEnvSchema } from '@/lib/env/schema';
import type { Check, Finding } from './finding';

/** Where each value comes from; a test keeps this complete. */
export const sources: Record<string, string> = {
  NEXTAUTH_URL: 'Set it to the origin of the app, such as https://app.example.com.',
  NEXTAUTH_SECRET: 'Make one with: openssl rand -base64 48',
  ADMIN_EMAIL: 'Set it to the address that the first admin signs in with, or leave it empty.',
  GOOGLE_CLIENT_ID: 'Google Cloud console > APIs and services > Credentials > OAuth client.',
  GOOGLE_CLIENT_SECRET: 'Google Cloud console > APIs and services > Credentials > OAuth client.',
  GOOGLE_ISSUER: 'Remove it to use Google itself.',
  GITHUB_CLIENT_ID: 'GitHub > Settings > Developer settings > OAuth apps.',
  GITHUB_CLIENT_SECRET: 'GitHub > Settings > Developer settings > OAuth apps.',
  GITHUB_URL: 'Remove it to use GitHub itself.',
  GITHUB_API_URL: 'Remove it to use GitHub itself.',
  SUPABASE_URL: 'Supabase > Project settings > Data API: the project URL, without a path.',
  SUPABASE_PUBLISHABLE_KEY: 'Supabase > Project settings > API keys > Publishable key.',
  SUPABASE_SECRET_KEY: 'Supabase > Project settings > API keys > Secret key.',
  SUPABASE_SIGNING_KEY:
    'Make one with "npx supabase gen signing-key --algorithm ES256", import it under JWT signing keys, and put the JSON on one line.',
  STRIPE_SECRET_KEY: 'Stripe dashboard > Developers > API keys.',
  STRIPE_WEBHOOK_SECRET:
    'Stripe dashboard > Developers > Webhooks > the endpoint > Signing secret.',
  STRIPE_WEBHOOK_SECRET_PREVIOUS:
    'The signing secret before the current one, while both are in use; else leave it out.',
  STRIPE_API_URL: 'Remove it to use Stripe itself.',
  CRON_SECRET: 'Make one with: openssl rand -base64 32, and give it to your scheduler.',
  CREDENTIALS_KEY: 'Make one with: openssl rand -base64 32',
  CREDENTIALS_KEY_PREVIOUS:
    'The key before the current one, until npm run credentials:rotate has ended; else leave it out.',
  SENDGRID_API_URL: 'Remove it to use SendGrid itself.',
  DYNAMODB_ENDPOINT: 'Remove it to use AWS itself.',
  WORKFLOW_HTTP_ALLOW: 'Origins such as http://10.0.0.8:8080, separated by commas; usually empty.',
  TRUSTED_PROXIES:
    'How many proxies stand before the app; with two, such as a CDN and the host, 2.',
  WORKFLOW_RUNNER: 'Set it to tick where no server lives longer than a request; else leave it out.',
  AI_BASE_URL: 'The address of an OpenAI-compatible API, such as https://api.openai.com/v1.',
  AI_API_KEY: 'The key of that API.',
  AI_MODEL: 'The name of a model of that API.',
  AI_GENERATION: 'model, or planner to make workflows from words without a model.',
  AI_MONTHLY_TOKENS_MAX:
    'The most tokens that workflows from words and steps may use in a calendar month.',
  DATABASE_URL:
    'Supabase > Connect > the connection string (to run workflows, and for npm scripts).',
};

type Source = Readonly<Record<string, string | undefined>>;

const everything = z.object({ ...productEnvSchema.shape, ...databaseEnvSchema.shape });

/** Names that are missing or malformed, and combinations that cannot be meant. */
export function findEnvironmentProblems(source?: Source): Finding[] {
  const problems = findEnvProblems(everything, source);
  if (problems.length > 0) {
    return problems.map(({ name, message }) => ({
      problem: `${name} ${message}`,
      mend: sources[name] ?? 'See .env.example.',
    }));
  }
  return [];
}

/** What must be known about a correct environment to see what cannot be meant. */
interface Meaning {
  appUrl: string;
  stripeKey: string;
}

export function findContradictions({ appUrl, stripeKey }: Meaning): Finding[] {
  const { protocol, hostname } = new URL(appUrl);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const findings: Finding[] = [];
  if (isLocal && stripeKey.includes('_live_')) {
    findings.push({
      problem: 'STRIPE_SECRET_KEY is a live key while NEXTAUTH_URL is this machine',
      mend: 'Use a test key (sk_test_...) for development: live keys charge real cards.',
    });
  }
  if (!isLocal && protocol !== 'https:') {
    findings.push({
      problem: 'NEXTAUTH_URL is not encrypted',
      mend: 'Use https: over plain http anybody on the way can read session cookies.',
    });
  }
  return findings;
}

export const environmentCheck: Check = {
  name: 'Environment',
  run: () => Promise.resolve(findEnvironmentProblems()),
};
