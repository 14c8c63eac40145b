import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import { languageSchema } from '@/lib/workflows/codegen/schema';

const tag = 'Workflows';
const params = z.object({ id: z.uuid() });
const query = z.object({ language: languageSchema.default('python') });

const codeSchema = z
  .object({
    language: languageSchema,
    code: z.string().meta({ description: 'The whole program, in one file' }),
    requirements: z.array(z.string()),
    environment: z.array(
      z.object({ name: z.string(), help: z.string(), fallback: z.string().optional() }),
    ),
  })
  .meta({ id: 'WorkflowCode' });

export const getWorkflowCodeRoute = defineRoute({
  id: 'getWorkflowCode',
  method: 'GET',
  path: '/api/workflows/{id}/code',
  tag,
  summary: 'A workflow as code',
  description:
    'Made from the graph as it is now. An incomplete graph is a 422 that names the step.',
  auth: 'session',
  params,
  query,
  output: codeSchema,
  errors: ['not_found', 'invalid_fields'],
});

export const downloadWorkflowCodeRoute = defineRoute({
  id: 'downloadWorkflowCode',
  method: 'GET',
  path: '/api/workflows/{id}/code/archive',
  tag,
  summary: 'Download the code with all that it needs to run',
  auth: 'session',
  params,
  query,
  output: z.string().meta({ format: 'binary' }),
  outputType: 'application/zip',
  errors: ['not_found', 'invalid_fields', 'plan_required'],
});
