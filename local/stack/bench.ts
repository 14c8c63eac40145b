import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removePostgresData } from '../database/postgres';
import { findBrowser } from './browser';
import { testEnvironment, withProductionStack } from './production';
import { createSay } from './say';
import { runBuild } from './steps';
import { stopSignal } from './stop-signal';

/**
 * `npm run bench`: builds the app, starts it on a fresh stack, and runs the benchmarks of bench/ against it.
 *
 * @param args names of benchmarks and flags, passed on
 * @returns the exit code
 */
export async function runBench(root: string, args: string[]): Promise<number> {
  const say = createSay({ quiet: args.includes('--json') });
  const browser = findBrowser(say);
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-bench-'));
  const env = await testEnvironment(folder);
  const context = { root, folder, env, signal: stopSignal() };
  try {
    say.info('Building ...');
    const built = await runBuild(context);
    if (!built.ok) throw new Error(`next build failed:\n${built.output}`);
    return await withProductionStack(context, [], (addresses) =>
      runBenchmarks(root, args, {
        ...env,
        ...addresses,
        ...(browser && { CUE_CHROMIUM: browser }),
      }),
    );
  } finally {
    await removePostgresData(path.join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
}

function runBenchmarks(root: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const flags = ['--conditions=react-server', '--import', 'tsx', 'bench/run.ts', ...args];
  const child = spawn(process.execPath, flags, { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
