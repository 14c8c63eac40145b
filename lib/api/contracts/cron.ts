import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import { jobResultSchema, jobSchema } from '@/lib/stripe/sync/schema';

export const runJobRoute = defineRoute({
  id: 'runJob',
  method: 'GET',
  path: '/api/cron/{job}',
  tag: 'Service',
  summary: 'Runs scheduled work: `work` every minute, `sweep` every five, `scan` every night',
  description:
    'For your scheduler, with `Authorization: Bearer <CRON_SECRET>`. Safe to call as often as you ' +
    'like and from several places at once. `paused` means that the next call goes on.',
  auth: 'none',
  params: z.object({ job: jobSchema }),
  output: jobResultSchema,
  errors: ['unauthenticated', 'not_found', 'unavailable', 'provider_failed'],
});

const description =
  'For your scheduler, with `Authorization: Bearer <CRON_SECRET>`. Safe to call as often as you like and from several ' +
  'places at once.';
const output = z.object({
  outcome: z.enum(['done', 'paused']),
  counts: z.record(z.string(), z.number().int()),
});

export const startSchedulesRoute = defineRoute({
  id: 'startSchedules',
  method: 'GET',
  path: '/api/cron/schedules',
  tag: 'Service',
  summary: 'Starts the workflows whose moment has come; every minute',
  description,
  auth: 'none',
  output,
  errors: ['unauthenticated', 'unavailable'],
});

export const runDueRoute = defineRoute({
  id: 'runDueWorkflows',
  method: 'GET',
  path: '/api/cron/runs',
  tag: 'Service',
  summary:
    'Goes on with runs of workflows where no server lives longer than a request; every minute',
  description: `${description} \`busy\` means that runs are being worked on here already.`,
  auth: 'none',
  output: output.extend({ outcome: z.enum(['done', 'paused', 'busy']) }),
  errors: ['unauthenticated', 'unavailable'],
});

export const forgetRunsRoute = defineRoute({
  id: 'forgetRuns',
  method: 'GET',
  path: '/api/cron/history',
  tag: 'Service',
  summary: 'Deletes runs that are older than their plan keeps them; every night',
  description,
  auth: 'none',
  output,
  errors: ['unauthenticated', 'unavailable'],
});
