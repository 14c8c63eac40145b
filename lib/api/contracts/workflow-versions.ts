import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import { workflowSchema } from '@/lib/workflows/schema';
import { versionListSchema } from '@/lib/workflows/versions/schema';

const tag = 'Workflows';

export const listVersionsRoute = defineRoute({
  id: 'listWorkflowVersions',
  method: 'GET',
  path: '/api/workflows/{id}/versions',
  tag,
  summary: 'What a workflow was before, the newest first',
  description:
    'The last hundred versions of its graph. Changes within five minutes are one version.',
  auth: 'session',
  params: z.object({ id: z.uuid() }),
  output: versionListSchema,
  errors: ['not_found'],
});

export const restoreVersionRoute = defineRoute({
  id: 'restoreWorkflowVersion',
  method: 'POST',
  path: '/api/workflows/{id}/versions/{version}/restore',
  tag,
  summary: 'Bring an earlier version of a workflow back',
  description:
    'As a new version; nothing is lost. With If-Match it is refused when somebody changed the workflow in between. An active workflow becomes a draft when the earlier version cannot run.',
  auth: 'session',
  params: z.object({
    id: z.uuid(),
    version: z.coerce
      .number()
      .int()
      .positive()
      .max(2 ** 31 - 1),
  }),
  output: workflowSchema,
  errors: ['not_found', 'precondition_failed'],
});
