import { parseArgs } from 'node:util';
import { runSuite } from './run';

const usage = `Holds a Stripe API against the types of the pinned SDK and against what Stripe documents:
every request, raw answer, error body and event of a list of scenarios.

  --base URL    the API: a local Stripe (http://127.0.0.1:54330) or https://api.stripe.com
  --key KEY     a test key of it; what is made is removed or archived where Stripe allows it
  --only NAME   the scenarios with this in their names
  --json        a report for machines instead of words`;

interface Arguments {
  base: string;
  key: string;
  only: string | undefined;
  json: boolean;
}

/**
 * `npm run conformance`.
 *
 * @param say takes each line of the output
 * @returns the exit code: 1 when there are faults
 * @throws Error that names the argument which is missing or wrong
 */
export async function runCommand(args: string[], say: (line: string) => void): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    say(usage);
    return 0;
  }
  const { base, key, only, json } = asked;
  const tell = (line: string) => {
    if (!json) say(line);
  };
  const report = await runSuite({
    base,
    key,
    ...(only !== undefined && { only }),
    onScenario: (name) => {
      tell(`· ${name}`);
    },
  });
  for (const reason of report.skipped) tell(`- left out: ${reason}`);
  for (const fault of report.faults) tell(`✗ ${fault}`);
  say(json ? JSON.stringify(report, null, 2) : report.toString());
  return report.faults.size === 0 ? 0 : 1;
}

/** Null when help is asked for. */
function readArguments(args: string[]): Arguments | null {
  const { values } = parseArgs({
    args,
    options: {
      base: { type: 'string' },
      key: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { base, key, only, json } = values;
  if (base === undefined) throw new Error(`--base is missing.\n\n${usage}`);
  if (!/^https?:\/\/[^/?#]+\/?$/.test(base) || !URL.canParse(base))
    throw new Error(`--base ${base} is not the address of an API, such as http://127.0.0.1:54330.`);
  if (key === undefined) throw new Error(`--key is missing.\n\n${usage}`);
  if (!/^[sr]k_test_/.test(key))
    throw new Error('--key is not a test key (sk_test_…): customers are made and cards charged.');
  return { base, key, only, json };
}
