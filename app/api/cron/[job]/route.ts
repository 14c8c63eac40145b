import { requireCronSecret } from '@/lib/api/cron-secret';
import { runJobRoute } from '@/lib/api/contracts/cron';
import { endpoint, serve } from '@/lib/api/serve';
import { deliverEffect } from '@/lib/billing/effects';
import { createServiceClient } from '@/lib/db/clients';
import { createStripe } from '@/lib/stripe/client';
import { runJob } from '@/lib/stripe/sync/jobs';
import { noteJob } from '@/lib/workflows/runner/commands';
import { getEngine } from '@/lib/workflows/runner/current-engine';
import { deliverToWorkflows } from '@/lib/workflows/triggers/events';

/** Hosts end a request after a minute, schedulers often sooner. */
const BUDGET_MS = 20_000;

/** The scheduler's, and nobody else's: only the secret counts. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(runJobRoute, async ({ params, request }) => {
    requireCronSecret(request);
    const db = createServiceClient();
    const result = await runJob({ stripe: createStripe(), db }, params.job, {
      deliver: deliverToWorkflows({ db, engine: getEngine() }, deliverEffect),
      budgetMs: BUDGET_MS,
    });
    // The others note their end by themselves.
    if (params.job === 'work') await noteJob(db, 'work', result.counts);
    return result;
  }),
);
