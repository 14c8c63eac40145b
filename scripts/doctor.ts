import { authEnv, databaseEnv } from '@/lib/env/env';
import { contradictionCheck, stripeChecks, workflowCheck } from './doctor/checks';
import {
  findMigrationProblems,
  findServiceProblems,
  findUserTokenProblems,
} from './doctor/database';
import { environmentCheck } from './doctor/environment';
import type { Check } from './doctor/finding';
import { examine, sayReport } from './doctor/report';
import { findGoogleProblems } from './doctor/sign-in';

/** What can be asked once every variable is there and well formed. */
const services: Check[] = [
  contradictionCheck,
  { name: 'Google sign-in', run: () => findGoogleProblems(authEnv().GOOGLE_ISSUER) },
  { name: 'Database', run: () => findMigrationProblems(databaseEnv().DATABASE_URL) },
  { name: 'Supabase, as the service', run: findServiceProblems },
  { name: 'Supabase, as a user', run: findUserTokenProblems },
  ...stripeChecks,
  workflowCheck,
];

const say = (line: string) => {
  console.log(line);
};
const results = await examine(environmentCheck, services, (result) => {
  sayReport(result, say);
});
const isHealthy = results.every(({ findings }) => findings.length === 0);
if (results.length === 1) say('  The services are checked once the environment is complete.');
say(isHealthy ? 'All is well.' : 'Something is wrong; see above.');
process.exitCode = isHealthy ? 0 : 1;
