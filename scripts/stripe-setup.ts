import { randomBytes } from 'node:crypto';
import { catalogEnvOf, type CatalogDeps } from '@/lib/catalog/operation';
import { graceDays, plans } from '@/lib/catalog/plans';
import { pushEndpoint, type EndpointResult } from '@/lib/catalog/push-endpoint';
import { createServiceClient } from '@/lib/db/clients';
import { cronEnv, stripeKeyEnv } from '@/lib/env/env';
import { createStripe } from '@/lib/stripe/client';
import { webhookUrl } from '@/lib/stripe/sync/endpoint';
import { appOrigin } from './cli/app-origin';
import { pushInTurn, sayPlan } from './cli/push';
import { parseOptions, requireConsent, runScript, UsageError } from './cli/run';

const usage = `Sets a Stripe account up for the app: products, prices, the customer portal, and the webhook
endpoint; prints the variables to set. Says everything it is going to do before it does any of it.

  --url URL   where the app runs, such as https://app.example.com
  --dry-run   say what would change and change nothing
  --yes       needed with a live key

Ends with 0 when all is set up, 3 when somebody changed at Stripe what plans.ts owns (npm run
stripe:push decides), 2 when called wrongly, 1 when it failed.`;

const CONFLICTS = 3;
const say = (line: string) => {
  console.log(line);
};

function sayVariables(origin: string, { secret, id, others }: EndpointResult): void {
  say('\nSet these where the app runs:');
  say(`  NEXTAUTH_URL=${origin}`);
  if (secret !== null) {
    say(`  STRIPE_WEBHOOK_SECRET=${secret}`);
    if (others.length > 0)
      say('  STRIPE_WEBHOOK_SECRET_PREVIOUS=(the secret that it has until now)');
  }
  if (cronEnv().CRON_SECRET === undefined) {
    say(`  CRON_SECRET=${randomBytes(24).toString('base64url')}`);
  }
  say(
    secret === null
      ? `The signing secret stays as it is; Stripe shows it under Developers > Webhooks > ${id ?? ''}.`
      : 'The signing secret is shown this once. CRON_SECRET is for your scheduler too, see README.md.',
  );
  for (const other of others) {
    say(
      `Endpoint ${other.id} delivers to the same address with API version ${other.api_version ?? 'of the account'}: ` +
        'delete it under Developers > Webhooks once the app runs with the new secret.',
    );
  }
}

async function setUp(deps: CatalogDeps, origin: string, dryRun: boolean): Promise<number> {
  const url = webhookUrl(origin);
  const catalog = { plans, graceDays };
  const planned = await pushInTurn(deps, { ...catalog, dryRun: true }, say);
  const endpoint = await pushEndpoint(deps, { url, dryRun: true });
  const changes = [...planned.changes, ...endpoint.changes];
  if (changes.length > 0) say(`${dryRun ? 'Would' : 'Going to'} do in ${deps.env} mode:`);
  sayPlan({ ...planned, changes }, say);
  if (planned.outcome === 'conflicts') return CONFLICTS;
  if (changes.length === 0) say('Stripe is set up already.');
  if (dryRun) return 0;
  const pushed = await pushInTurn(deps, catalog, say);
  if (pushed.outcome === 'conflicts') return CONFLICTS;
  const made = await pushEndpoint(deps, { url, dryRun: false });
  if (pushed.outcome === 'busy' || made.outcome === 'busy') {
    throw new Error('Another push or setup is under way. Run this again when it is done.');
  }
  sayVariables(origin, made);
  return 0;
}

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const values = parseOptions({ url: { type: 'string' }, 'dry-run': flag, yes: flag, help: flag });
  if (values.help) {
    say(usage);
    return 0;
  }
  if (values.url === undefined) throw new UsageError('--url is missing: where does the app run?');
  const env = catalogEnvOf(stripeKeyEnv().STRIPE_SECRET_KEY);
  const origin = appOrigin(values.url, env);
  requireConsent(env === 'live', values.yes || values['dry-run']);
  const deps = { stripe: createStripe(), db: createServiceClient(), env };
  return setUp(deps, origin, values['dry-run']);
}

await runScript(main);
