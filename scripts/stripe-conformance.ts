import { parseArgs } from 'node:util';
import { runSuite } from '../local/stripe/conformance/suite/run';

const usage = `Holds a Stripe API against the types of the pinned SDK and against what Stripe documents:
every request, raw answer, error body and event of a list of scenarios.

  --base URL   the API: a local Stripe (http://127.0.0.1:54330) or https://api.stripe.com
  --key KEY    a test key of it; the suite leaves customers, products and prices behind`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      base: { type: 'string' },
      key: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { base, key } = values;
  if (base === undefined || key === undefined)
    throw new Error(`--base and --key are needed.\n\n${usage}`);
  const report = await runSuite({ base, key });
  for (const fault of report.faults) console.log(`✗ ${fault}`);
  for (const reason of report.skipped) console.log(`- left out: ${reason}`);
  console.log(report.toString());
  process.exitCode = report.faults.size === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
