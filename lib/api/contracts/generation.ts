import { defineRoute } from '@/lib/api/contract';
import { generationRequestSchema, generationSchema } from '@/lib/workflows/generation/schema';

export const generateWorkflowRoute = defineRoute({
  id: 'generateWorkflow',
  method: 'POST',
  path: '/api/workflows/generate',
  tag: 'Workflows',
  summary: 'Make a workflow from words',
  description:
    'Draws what the description says and keeps it as a draft. What has no place in the graph is told in `notUnderstood`, what is missing or was drafted in `questions`. Each counts as one generation of the plan.',
  auth: 'session',
  body: generationRequestSchema,
  output: generationSchema,
  status: 201,
  errors: ['plan_limit', 'unavailable'],
  rateLimit: { requestsMax: 30, windowSeconds: 60 },
});
