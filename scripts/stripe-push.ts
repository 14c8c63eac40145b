import type { Resolution } from '@/lib/catalog/decide';
import { catalogEnvOf } from '@/lib/catalog/operation';
import { graceDays, plans } from '@/lib/catalog/plans';
import { createServiceClient } from '@/lib/db/clients';
import { stripeKeyEnv } from '@/lib/env/env';
import { createStripe } from '@/lib/stripe/client';
import { pushInTurn, sayPlan, type Say } from './cli/push';
import { parseOptions, requireConsent, runScript, UsageError } from './cli/run';

const usage = `Brings Stripe and the database to the plans in lib/catalog/plans.ts.
Says everything it is going to do before it does any of it.

  --dry-run          say what would change and change nothing
  --adopt            keep what somebody changed at Stripe, and print what plans.ts has to say
  --overwrite        put back what plans.ts says over what somebody changed at Stripe
  --archive-removed  archive the products of plans that plans.ts no longer has
  --yes              needed with a live key: real customers see these prices
  --json             print the result as JSON
  --quiet            say nothing when nothing changes

Ends with 0 when all is as it should be, 3 when somebody changed at Stripe what plans.ts owns
and nothing was decided about it, 2 when called wrongly, 1 when it failed.`;

const CONFLICTS = 3;

function resolutionOf({ adopt, overwrite }: Record<'adopt' | 'overwrite', boolean>): Resolution {
  if (adopt && overwrite) throw new UsageError('Either --adopt or --overwrite: not both.');
  return adopt ? 'adopt' : overwrite ? 'overwrite' : 'refuse';
}

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const values = parseOptions({
    'dry-run': flag,
    adopt: flag,
    overwrite: flag,
    'archive-removed': flag,
    yes: flag,
    json: flag,
    quiet: flag,
    help: flag,
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const resolution = resolutionOf(values);
  const dryRun = values['dry-run'];
  const env = catalogEnvOf(stripeKeyEnv().STRIPE_SECRET_KEY);
  requireConsent(env === 'live', values.yes || dryRun);
  const say: Say = (line) => {
    if (!values.json) console.log(line);
  };
  const result = await pushInTurn(
    { stripe: createStripe(), db: createServiceClient(), env },
    {
      plans,
      graceDays,
      resolution,
      dryRun,
      archiveRemoved: values['archive-removed'],
      onPlan: (plan) => {
        const verb = dryRun || plan.conflicts.length > 0 ? 'Would' : 'Going to';
        if (plan.changes.length > 0) say(`${verb} do in ${env} mode:`);
        sayPlan(plan, say);
      },
    },
    say,
  );
  if (values.json) console.log(JSON.stringify({ env, ...result }));
  if (result.outcome === 'busy') throw new Error('Another push is under way and does not end.');
  if (result.outcome === 'conflicts') return CONFLICTS;
  if (result.changes.length > 0 && result.outcome === 'done') say('Done.');
  if (result.changes.length === 0 && !values.quiet) say('Stripe and the database are up to date.');
  return 0;
}

await runScript(main);
