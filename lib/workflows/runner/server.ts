import 'server-only';
import { createServiceClient } from '@/lib/db/clients';
import { databaseEnv, findEnvProblems, runnerEnv } from '@/lib/env/env';
import { databaseEnvSchema } from '@/lib/env/schema';
import { log } from '@/lib/errors/log';
import { executors } from '../connectors/executors';
import { openCredential } from '../credentials/commands';
import { getKeyring } from '../credentials/seal';
import { getEngine, setEngine } from './current-engine';
import { startEngine, type Engine } from './engine';

const RETRY_MS = 15_000;

/** Starts an engine that acts through real accounts. */
export const startProductEngine = (): Promise<Engine> =>
  startEngine({
    databaseUrl: databaseEnv().DATABASE_URL,
    keyring: getKeyring(),
    executors,
    openCredential: (ownerId, credentialId, kind) =>
      openCredential(createServiceClient(), { ownerId, credentialId, kind }),
  });

/**
 * Lets this server run workflows, with real accounts. Without DATABASE_URL it does not, and says so; a database
 * that is away when the server starts is asked again until it answers. Pages never wait for it. Where servers live only
 * for a request (`WORKFLOW_RUNNER=tick`), the scheduler's call does it: see `tick.ts`.
 */
export async function startRunner(): Promise<void> {
  if (getEngine() !== null || runnerEnv().WORKFLOW_RUNNER === 'tick') return;
  const [problem] = findEnvProblems(databaseEnvSchema);
  if (problem !== undefined) {
    log.warn(`${problem.name} ${problem.message}: this server runs no workflows`);
    return;
  }
  try {
    setEngine(await startProductEngine());
    log.info('this server runs workflows');
  } catch (error) {
    log.error({ err: error }, 'the runner did not start; it is tried again');
    setTimeout(() => void startRunner(), RETRY_MS).unref();
  }
}
