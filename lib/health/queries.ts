import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { log } from '@/lib/errors/log';
import type { createStripe } from '@/lib/stripe/client';
import type { Health } from './schema';

export interface HealthDeps {
  /** The database as the service. */
  db: Db;
  stripe: ReturnType<typeof createStripe>;
}

const TIMEOUT_MS = 2_000;
/** Anybody may ask, so answers are kept for a moment: a flood of questions asks Stripe no more often. */
const KEPT_MS = 5_000;

const probes: Record<string, (deps: HealthDeps) => Promise<unknown>> = {
  database: async ({ db }) => {
    const { data, error } = await db
      .schema('billing')
      .from('settings')
      .select('grace_days')
      .abortSignal(AbortSignal.timeout(TIMEOUT_MS));
    if (error) throw new Error(error.message, { cause: error });
    if (data.length === 0) throw new Error('The migrations were not applied');
  },
  Stripe: ({ stripe }) =>
    stripe.prices.list({ limit: 1 }, { timeout: TIMEOUT_MS, maxNetworkRetries: 0 }),
};

/** The names of the services that do not answer; why is in the log. */
async function findDown(deps: HealthDeps): Promise<string[]> {
  const checked = await Promise.all(
    Object.entries(probes).map(async ([service, probe]) => {
      try {
        await probe(deps);
        return null;
      } catch (err) {
        log.error({ err, service }, 'not reachable');
        return service;
      }
    }),
  );
  return checked.filter((service) => service !== null);
}

/**
 * A health check that keeps its last answer for a few seconds.
 *
 * @param createDeps called when services are really asked
 * @returns resolves while everything answers; rejects with AppError `unavailable` naming what is down
 */
export function createHealthCheck(createDeps: () => HealthDeps): () => Promise<Health> {
  let asked = -Infinity;
  let answer: Promise<string[]> = Promise.resolve([]);
  return async () => {
    if (performance.now() - asked >= KEPT_MS) {
      asked = performance.now();
      answer = findDown(createDeps());
    }
    const down = await answer;
    if (down.length === 0) return { status: 'ok', service: 'cue' };
    throw new AppError('unavailable', { detail: `Not reachable: ${down.join(', ')}.` });
  };
}
