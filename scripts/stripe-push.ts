import { parseArgs } from 'node:util';
import { graceDays, plans } from '@/lib/catalog/plans';
import { pushCatalog } from '@/lib/catalog/push';
import { createServiceClient } from '@/lib/db/clients';
import { stripeEnv } from '@/lib/env/env';
import { createStripe } from '@/lib/stripe/client';

const usage = `Brings Stripe and the database to the plans in lib/catalog/plans.ts.

  --dry-run   say what would change and change nothing
  --yes       needed with a live key: real customers see these prices
  --quiet     say nothing when nothing changes`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const dryRun = values['dry-run'];
  const isLive = stripeEnv().STRIPE_SECRET_KEY.includes('_live_');
  if (isLive && !dryRun && !values.yes) {
    throw new Error('This is a live key. Look at --dry-run first, then run again with --yes.');
  }
  const deps = { stripe: createStripe(), db: createServiceClient() };
  const changes = await pushCatalog(deps, { plans, graceDays, dryRun });
  for (const change of changes) console.log(`${dryRun ? 'would ' : ''}${change}`);
  if (changes.length === 0 && !values.quiet) console.log('Stripe and the database are up to date.');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause !== undefined) console.error('Because:', error.cause);
  process.exitCode = 1;
}
