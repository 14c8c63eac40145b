import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import {
  runCancelledSchema,
  runListQuerySchema,
  runPageSchema,
  runQuerySchema,
  runSchema,
  runStartedSchema,
  runStartSchema,
} from '@/lib/workflows/runner/schema';

const tag = 'Runs';
const params = z.object({ id: z.uuid() });

export const startRunRoute = defineRoute({
  id: 'startRun',
  method: 'POST',
  path: '/api/workflows/{id}/run',
  tag,
  summary: 'Run a workflow',
  description:
    'Queues a run and answers at once. A dry run sends nothing, asks for no accounts and does not count.',
  auth: 'session',
  params,
  body: runStartSchema,
  bodyBytesMax: 256 * 1024,
  output: runStartedSchema,
  status: 202,
  errors: ['not_found', 'conflict', 'plan_required', 'plan_limit', 'unavailable'],
  rateLimit: { requestsMax: 120, windowSeconds: 60 },
});

export const listRunsRoute = defineRoute({
  id: 'listRuns',
  method: 'GET',
  path: '/api/workflows/{id}/runs',
  tag,
  summary: 'The runs of a workflow, the newest first',
  auth: 'session',
  params,
  query: runListQuerySchema,
  output: runPageSchema,
  errors: ['not_found'],
});

export const getRunRoute = defineRoute({
  id: 'getRun',
  method: 'GET',
  path: '/api/runs/{id}',
  tag,
  summary: 'One run with its steps',
  description: 'Ask again while its status is queued, running or waiting; secrets are redacted.',
  auth: 'session',
  params,
  query: runQuerySchema,
  output: runSchema,
  errors: ['not_found'],
});

export const cancelRunRoute = defineRoute({
  id: 'cancelRun',
  method: 'POST',
  path: '/api/runs/{id}/cancel',
  tag,
  summary: 'Cancel a run',
  auth: 'session',
  params,
  output: runCancelledSchema,
  errors: ['not_found'],
});

export const retryRunRoute = defineRoute({
  id: 'retryRun',
  method: 'POST',
  path: '/api/runs/{id}/retry',
  tag,
  summary: 'Go on with a failed run',
  description: 'Goes on from the step that failed; what has succeeded is not done again.',
  auth: 'session',
  params,
  output: runStartedSchema,
  status: 202,
  errors: ['not_found', 'conflict', 'unavailable'],
  rateLimit: { requestsMax: 60, windowSeconds: 60 },
});
