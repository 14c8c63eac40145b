import { appEnv, authEnv, databaseEnv, stripeEnv } from '@/lib/env/env';
import { createStripe } from '@/lib/stripe/client';
import {
  findMigrationProblems,
  findServiceProblems,
  findUserTokenProblems,
} from './doctor/database';
import { environmentCheck, findContradictions } from './doctor/environment';
import { runCheck, type Check } from './doctor/finding';
import { findGoogleProblems } from './doctor/sign-in';
import { findCatalogProblems, findWebhookProblems } from './doctor/stripe';

/** What can be asked once every variable is there and well formed. */
const services: Check[] = [
  {
    name: 'Variables that belong together',
    run: () =>
      Promise.resolve(
        findContradictions({
          appUrl: appEnv().NEXTAUTH_URL,
          stripeKey: stripeEnv().STRIPE_SECRET_KEY,
        }),
      ),
  },
  { name: 'Google sign-in', run: () => findGoogleProblems(authEnv().GOOGLE_ISSUER) },
  { name: 'Database', run: () => findMigrationProblems(databaseEnv().DATABASE_URL) },
  { name: 'Supabase, as the service', run: findServiceProblems },
  { name: 'Supabase, as a user', run: findUserTokenProblems },
  { name: 'Stripe catalog', run: () => findCatalogProblems(createStripe()) },
  {
    name: 'Stripe webhook',
    run: () => findWebhookProblems(createStripe(), appEnv().NEXTAUTH_URL),
  },
];

/** @returns true when nothing is wrong */
async function report(check: Check): Promise<boolean> {
  const findings = await runCheck(check);
  console.log(`${findings.length === 0 ? '✓' : '✗'} ${check.name}`);
  for (const { problem, mend } of findings) console.log(`    ${problem}\n    → ${mend}`);
  return findings.length === 0;
}

let healthy = await report(environmentCheck);
if (healthy) {
  for (const check of services) healthy = (await report(check)) && healthy;
} else {
  console.log('  The services are checked once the environment is complete.');
}
console.log(healthy ? 'All is well.' : 'Something is wrong; see above.');
process.exitCode = healthy ? 0 : 1;
