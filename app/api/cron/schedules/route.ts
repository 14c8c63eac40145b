import { startSchedulesRoute } from '@/lib/api/contracts/cron';
import { requireCronSecret } from '@/lib/api/cron-secret';
import { endpoint, serve } from '@/lib/api/serve';
import { createServiceClient } from '@/lib/db/clients';
import { noteJob } from '@/lib/workflows/runner/commands';
import { getEngine } from '@/lib/workflows/runner/current-engine';
import { startDueSchedules } from '@/lib/workflows/triggers/schedules';

/** Hosts end a request after a minute, schedulers often sooner. */
const BUDGET_MS = 20_000;

/** The scheduler's, and nobody else's: only the secret counts. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(startSchedulesRoute, async ({ request }) => {
    requireCronSecret(request);
    const end = performance.now() + BUDGET_MS;
    const deps = { db: createServiceClient(), engine: getEngine() };
    const { tally, isDone } = await startDueSchedules(deps, () => performance.now() < end);
    await noteJob(deps.db, 'schedules', tally);
    return { outcome: isDone ? ('done' as const) : ('paused' as const), counts: tally };
  }),
);
