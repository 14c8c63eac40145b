import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { styleText } from 'node:util';
import { removePostgresData } from '../database/postgres';
import { testEnvironment } from './production';
import { createSay } from './say';
import { steps, type Step } from './steps';
import type { StepContext, StepResult, TestCount } from './step';
import { stopSignal } from './stop-signal';

const sideBySide = 2;

/**
 * `npm test`: every check there is. Prints each step with its duration; the first that fails is shown whole
 * and ends the run. The last line says how many tests passed.
 *
 * @param names only these steps (`npm test -- unit`), all of them when empty
 * @returns the exit code
 */
export async function runTests(root: string, names: string[]): Promise<number> {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no step "${unknown.join('", "')}". There are: ${steps.map(({ name }) => name).join(', ')}.`,
    );
  }
  const wanted = names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-run-'));
  const failure = new AbortController();
  const context: StepContext = {
    root,
    folder,
    passed: new Set(),
    env: { ...(await testEnvironment(folder)), CI: '1', NO_COLOR: '1' },
    signal: AbortSignal.any([stopSignal(), failure.signal]),
  };
  try {
    const total = await runSteps(wanted, context, failure);
    createSay().info(`\nTests: ${total.passed} passed, ${total.failed} failed`);
    return total.failed === 0 && !context.signal.aborted ? 0 : 1;
  } finally {
    await removePostgresData(path.join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts whatever may start, two at a time, until all are done or one has failed. */
async function runSteps(
  wanted: Step[],
  context: StepContext,
  failure: AbortController,
): Promise<TestCount> {
  const say = createSay();
  const total: TestCount = { passed: 0, failed: 0 };
  const waiting = [...wanted];
  const running = new Map<Step, Promise<void>>();
  const isOpen = (name: string) =>
    waiting.some((step) => step.name === name) || [...running.keys()].some((s) => s.name === name);

  const run = async (step: Step) => {
    const started = performance.now();
    const result = await runSafely(step, context);
    running.delete(step);
    // Steps that were ended because another one failed have nothing to say.
    if (context.signal.aborted) return;
    say.info(line(step, result, (performance.now() - started) / 1000));
    total.passed += result.tests?.passed ?? 0;
    total.failed += result.tests?.failed ?? 0;
    if (result.ok) {
      context.passed?.add(step.name);
      return;
    }
    // A step without tests of its own counts as one, so that the last line never looks like success.
    if (!result.tests?.failed) total.failed += 1;
    say.info(`\n${result.output}`);
    failure.abort(new Error('Stopped.'));
  };

  const next = (): Step | undefined =>
    waiting.find(
      (step) =>
        !(step.needs ?? []).some(isOpen) &&
        (step.alone ? running.size === 0 : ![...running.keys()].some((other) => other.alone)),
    );
  while (!context.signal.aborted && (waiting.length > 0 || running.size > 0)) {
    const step = running.size < sideBySide ? next() : undefined;
    if (step) {
      waiting.splice(waiting.indexOf(step), 1);
      running.set(step, run(step));
    } else {
      await Promise.race(running.values());
    }
  }
  await Promise.all(running.values());
  return total;
}

async function runSafely(step: Step, context: StepContext): Promise<StepResult> {
  try {
    return await step.run(context);
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  }
}

function line({ name }: Step, { ok, tests }: StepResult, seconds: number): string {
  const mark = ok ? styleText('green', '✓') : styleText('red', '✗');
  const counted = tests ? `  ${tests.passed} passed, ${tests.failed} failed` : '';
  return `${mark} ${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s${counted}`;
}
