import 'server-only';
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

/** @throws AppError `unavailable` */
export function requireEngine(): Engine {
  const engine = getEngine();
  if (engine !== null) return engine;
  throw new AppError('unavailable', {
    detail:
      'Workflows cannot be run on this server: it has no connection to its queue. Set DATABASE_URL and start it again.',
  });
}
