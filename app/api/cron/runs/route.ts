import { runDueRoute } from '@/lib/api/contracts/cron';
import { requireCronSecret } from '@/lib/api/cron-secret';
import { endpoint, serve } from '@/lib/api/serve';
import { createServiceClient } from '@/lib/db/clients';
import { noteJob } from '@/lib/workflows/runner/commands';
import { startProductEngine } from '@/lib/workflows/runner/server';
import { runDueWork } from '@/lib/workflows/runner/tick';

/** Seconds that a host must let this call last: the budget, and the time that steps under way may take to end. */
export const maxDuration = 60;

const BUDGET_MS = 20_000;
const GRACE_MS = 25_000;

/** The scheduler's, and nobody else's: only the secret counts. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(runDueRoute, async ({ request }) => {
    requireCronSecret(request);
    const { outcome, left } = await runDueWork({
      startEngine: startProductEngine,
      budgetMs: BUDGET_MS,
      graceMs: GRACE_MS,
    });
    await noteJob(createServiceClient(), 'runs', { left });
    return { outcome, counts: { left } };
  }),
);
