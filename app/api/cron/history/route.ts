import { forgetRunsRoute } from '@/lib/api/contracts/cron';
import { requireCronSecret } from '@/lib/api/cron-secret';
import { endpoint, serve } from '@/lib/api/serve';
import { createServiceClient } from '@/lib/db/clients';
import { forgetRuns, noteJob } from '@/lib/workflows/runner/commands';

/** Hosts end a request after a minute, schedulers often sooner. */
const BUDGET_MS = 20_000;

/** The scheduler's, and nobody else's: only the secret counts. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(forgetRunsRoute, async ({ request }) => {
    requireCronSecret(request);
    const end = performance.now() + BUDGET_MS;
    const db = createServiceClient();
    const { forgotten, isDone } = await forgetRuns(db, () => performance.now() < end);
    await noteJob(db, 'history', { forgotten });
    return { outcome: isDone ? ('done' as const) : ('paused' as const), counts: { forgotten } };
  }),
);
