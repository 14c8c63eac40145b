import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@/lib/errors/app-error';
import { log } from '@/lib/errors/log';
import { getEngine } from './current-engine';
import type { Engine } from './engine';

interface TickOptions {
  startEngine: () => Promise<Engine>;
  /** How long new steps may begin, in milliseconds. */
  budgetMs: number;
  /** How long those that are under way may take to end after that. */
  graceMs: number;
}

interface TickResult {
  /** `paused`: out of time, the next call goes on. `busy`: this process runs workflows already. */
  outcome: 'done' | 'paused' | 'busy';
  /** Runs that could go on. */
  left: number;
}

const LOOK_MS = 250;

let isTicking = false;

/**
 * Takes part in the queue for a while, for hosts where no server lives longer than a request: goes on with everything that
 * is due, takes over from whoever died, ends in time, and leaves what is left as it would after a wait. Safe to call as
 * often as one likes and from several places at once.
 *
 * @throws AppError `unavailable` when the queue cannot be reached; the next call goes on
 */
export async function runDueWork(options: TickOptions): Promise<TickResult> {
  const known = getEngine();
  if (known !== null) return { outcome: 'busy', left: await known.countDue() };
  // The queue's library takes part once per process.
  if (isTicking) return { outcome: 'busy', left: 0 };
  isTicking = true;
  try {
    return await tick(options);
  } finally {
    isTicking = false;
  }
}

async function tick({ startEngine, budgetMs, graceMs }: TickOptions): Promise<TickResult> {
  const end = performance.now() + budgetMs;
  const engine = await startEngine().catch((error: unknown) => {
    log.error({ err: error }, 'the runner did not start for a call of the scheduler');
    throw new AppError('unavailable', {
      detail: 'The queue of runs does not answer.',
      cause: error,
    });
  });
  try {
    let left = await engine.countDue();
    while (left > 0 && performance.now() < end) {
      await delay(LOOK_MS);
      left = await engine.countDue();
    }
    return { outcome: left === 0 ? 'done' : 'paused', left };
  } finally {
    await engine.stop(graceMs);
  }
}
