import { catalogEnvOf } from '@/lib/catalog/operation';
import { stripeKeyEnv } from '@/lib/env/env';
import { parseOptions, requireConsent, runScript } from './cli/run';
import { contradictionCheck, stripeChecks, syncChecks, workflowCheck } from './doctor/checks';
import { environmentCheck } from './doctor/environment';
import type { Repair } from './doctor/finding';
import { examine, repairsOf, sayReport, toJson, type CheckResult } from './doctor/report';

const usage = `Says in words what is wrong between Stripe, the database and the app, and how to mend it.

  --full    compare every object that Stripe lists with the mirror, at ten requests a second;
            otherwise the newest 100 products, prices and subscriptions, which it says
  --repair  mend what can be mended, after saying what: replay events, sweep, scan, push the
            catalog, add event types to the webhook endpoint; nothing is ever deleted
  --yes     needed to repair with a live key
  --json    print the result as JSON, as the last line

Ends with 0 when all is well, 1 when something is (still) wrong, 2 when called wrongly.`;

async function mend(repairs: readonly Repair[], say: (line: string) => void): Promise<void> {
  say('\nGoing to:');
  for (const { does } of repairs) say(`  ${does}`);
  for (const { does, run } of repairs) {
    try {
      await run();
    } catch (error) {
      // What it was about is found again below; the others are worth trying.
      say(`Could not ${does}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say('');
}

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const values = parseOptions({ full: flag, repair: flag, yes: flag, json: flag, help: flag });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const say = (line: string) => {
    if (!values.json) console.log(line);
  };
  const look = () =>
    examine(
      environmentCheck,
      [contradictionCheck, ...stripeChecks, ...syncChecks(values.full), workflowCheck],
      (result) => {
        sayReport(result, say);
      },
    );
  let results: CheckResult[] = await look();
  const repairs = repairsOf(results);
  if (values.repair && repairs.length > 0) {
    const isLive = catalogEnvOf(stripeKeyEnv().STRIPE_SECRET_KEY) === 'live';
    requireConsent(isLive, values.yes);
    await mend(repairs, say);
    results = await look();
  }
  const isHealthy = results.every(({ findings }) => findings.length === 0);
  const repaired = values.repair ? repairs.map(({ does }) => does) : [];
  if (values.json)
    console.log(JSON.stringify({ healthy: isHealthy, repaired, checks: toJson(results) }));
  say(isHealthy ? 'All is well.' : 'Something is wrong; see above.');
  if (!isHealthy && !values.repair && repairs.length > 0) {
    say('Some of it can be mended by: npm run stripe:doctor -- --repair');
  }
  return isHealthy ? 0 : 1;
}

await runScript(main);
