import 'server-only';
import { runnerEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import type { Engine } from './engine';

/** Kept with the process: a bundler may load this file more than once in it. */
const KEY = Symbol.for('cue.engine');
type Holder = typeof globalThis & { [KEY]?: Engine | null };

export function setEngine(engine: Engine | null): void {
  const holder: Holder = globalThis;
  holder[KEY] = engine;
}

/** What runs workflows in this process; null where there is no DATABASE_URL, or not yet. */
export function getEngine(): Engine | null {
  const holder: Holder = globalThis;
  return holder[KEY] ?? null;
}

/**
 * What takes up a run that is started here; null where the scheduler's next call does.
 *
 * @throws AppError `unavailable`
 */
export function engineForStart(): Engine | null {
  const engine = getEngine();
  if (engine !== null || runnerEnv().WORKFLOW_RUNNER === 'tick') return engine;
  throw new AppError('unavailable', {
    detail:
      'Workflows cannot be run on this server: it has no connection to its queue. Set DATABASE_URL and start it again.',
  });
}
