import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { portsFromEnv, type Ports } from '../kit/ports';
import type { Say } from './say';
import { completeSettingsFile, readSettings } from './settings';
import { startStack } from './start';
import type { StepContext } from './step';

/** Tests and benchmarks run beside a developer's own stack, which keeps the standard ports. */
const testPortOffset = '100';

/** Ports of the stack that is tested; `CUE_PORT_OFFSET` moves them. */
function testPorts(): Ports {
  return portsFromEnv({ CUE_PORT_OFFSET: process.env.CUE_PORT_OFFSET ?? testPortOffset });
}

/**
 * The environment of a stack that is tested: made for it, so that neither the developer's `.env.local` nor
 * the shell can point a test at a real service.
 */
export async function testEnvironment(folder: string): Promise<NodeJS.ProcessEnv> {
  const settingsFile = settingsFileIn(folder);
  await mkdir(folder, { recursive: true });
  await completeSettingsFile(settingsFile);
  const settings = await readSettings(settingsFile, { ports: testPorts(), shell: {} });
  return { ...process.env, ...settings };
}

/**
 * Starts the built app on a fresh stack, does some work against it, and stops everything.
 *
 * @param appLines receives what the app writes
 * @param work gets the addresses of app and Stripe as environment variables
 */
export async function withProductionStack<T>(
  context: StepContext,
  appLines: string[],
  work: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const ports = testPorts();
  const stack = await startStack(
    {
      root: context.root,
      stateDir: context.folder,
      settingsFile: settingsFileIn(context.folder),
      ports,
      mode: 'production',
      shell: {},
      durable: false,
      say: sayInto(appLines),
    },
    context.signal,
  );
  try {
    return await work({
      CUE_APP_URL: `http://localhost:${ports.app}`,
      CUE_STRIPE_URL: `http://127.0.0.1:${ports.stripe}`,
      CUE_DATABASE_URL: stack.databaseUrl ?? '',
    });
  } finally {
    await stack.stop();
  }
}

function settingsFileIn(folder: string): string {
  return path.join(folder, 'env.local');
}

function sayInto(lines: string[]): Say {
  const add = (line: string) => {
    lines.push(line);
  };
  return { info: () => undefined, warn: add, fromApp: add, showApp: () => undefined };
}
