import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { browserStep } from './browser-step';
import { runCommands, type StepContext, type StepResult, type TestCount } from './step';

export interface Step {
  name: string;
  /** Steps that must have passed before. */
  needs?: string[];
  /** Runs with nothing beside it: it measures time, or uses both cores by itself. */
  alone?: boolean;
  run: (context: StepContext) => Promise<StepResult>;
}

/** Everything `npm test` does, longest first: two run side by side as long as there are two. */
export const steps: Step[] = [
  // Lint and types both read what Next generates of the routes; on a fresh clone it is not there yet.
  { ...command('routes', [['next', 'typegen']]), alone: true },
  { ...command('lint', [['eslint', '.', '--max-warnings', '0']]), needs: ['routes'] },
  command('format', [['prettier', '--check', '--log-level', 'warn', '.']]),
  command('lock', [['scripts/lockfile.mjs', '--check']]),
  { ...command('types', [['tsc', '--noEmit']]), needs: ['routes'] },
  command('knip', [['knip']]),
  // Starts beside the last of the checks, whose other core would have nothing to do.
  { name: 'unit', run: runUnitTests },
  { name: 'build', needs: ['types'], alone: true, run: runBuild },
  { name: 'browser', needs: ['build'], alone: true, run: browserStep },
];

function command(name: string, commands: string[][]): Step {
  return { name, run: (context) => runCommands(context, commands) };
}

const vitestReportSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

async function runUnitTests(context: StepContext): Promise<StepResult> {
  const report = path.join(context.folder, 'vitest.json');
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // Tests set up what they need by themselves; settings of a stack would send them to it.
  const env = { ...process.env, CI: '1', FORCE_COLOR: '0' };
  const result = await runCommands({ ...context, env }, [['vitest', 'run', ...flags]]);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { ...result, ok: false };
  const counted = vitestReportSchema.parse(JSON.parse(text));
  const tests: TestCount = { passed: counted.numPassedTests, failed: counted.numFailedTests };
  return { ...result, tests };
}

/** Builds the standalone server as the Dockerfile does, so that the browser tests run what is shipped. */
export async function runBuild(context: StepContext): Promise<StepResult> {
  // `next build` checks types too: what this very run has checked is not checked again.
  const known = context.passed?.has('types') ? { CUE_TYPES_CHECKED: '1' } : {};
  const env = { ...context.env, ...known };
  const result = await runCommands({ ...context, env }, [['next', 'build']]);
  if (!result.ok) return result;
  const next = path.join(context.root, '.next');
  const standalone = path.join(next, 'standalone');
  await cp(path.join(next, 'static'), path.join(standalone, '.next/static'), { recursive: true });
  const files = path.join(context.root, 'public');
  if (existsSync(files)) await cp(files, path.join(standalone, 'public'), { recursive: true });
  return result;
}
