import { credentialsEnv } from '@/lib/env/env';
import { createServiceClient } from '@/lib/db/clients';
import { rotateCredentials } from '@/lib/workflows/credentials/commands';
import { requireKeyring } from '@/lib/workflows/credentials/seal';
import { rotateWholeValues } from '@/lib/workflows/runner/commands';
import { parseOptions, runScript } from './cli/run';

const usage = `Seals the secrets of connected accounts, and those that runs have fetched for their later steps, with
CREDENTIALS_KEY, whichever key has sealed them before.

To change the key: put the old one into CREDENTIALS_KEY_PREVIOUS and a new one into CREDENTIALS_KEY, start the
app with both, run this, then take CREDENTIALS_KEY_PREVIOUS away. It may be run again at any time.`;

async function main(): Promise<number> {
  const { help } = parseOptions({ help: { type: 'boolean', default: false } });
  if (help) {
    console.log(usage);
    return 0;
  }
  const deps = { db: createServiceClient(), keyring: requireKeyring() };
  const { rotated, unreadable } = await rotateCredentials(deps);
  const ofRuns = await rotateWholeValues(deps);
  console.log(`Sealed anew: ${rotated}. Values of runs: ${ofRuns.rotated}.`);
  if (ofRuns.unreadable > 0) {
    console.error(
      `No key opens ${ofRuns.unreadable} values of runs; who tries those runs again is told so.`,
    );
  }
  if (unreadable.length === 0) return 0;
  const { CREDENTIALS_KEY_PREVIOUS: previous } = credentialsEnv();
  const why = previous === undefined ? ' CREDENTIALS_KEY_PREVIOUS is not set.' : '';
  console.error(`No key opens these, they stay as they are:${why}`);
  for (const id of unreadable) console.error(`  ${id}`);
  return 1;
}

await runScript(main);
