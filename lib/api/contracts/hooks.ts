import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import { runStartedSchema } from '@/lib/workflows/runner/schema';
import { hookSchema, newHookSchema } from '@/lib/workflows/triggers/schema';

const tag = 'Runs';
const params = z.object({ id: z.uuid() });
const path = '/api/workflows/{id}/webhook-token';

export const receiveHookRoute = defineRoute({
  id: 'receiveHook',
  method: 'POST',
  path: '/api/hooks/{token}',
  tag,
  summary: 'Start a workflow by its secret address',
  description:
    'Any body of at most 256 KiB. With `Idempotency-Key`, the same delivery starts one run. A token that is wrong or ' +
    'revoked, and a workflow that is not active, answer alike.',
  auth: 'none',
  params: z.object({ token: z.string().regex(/^[\w-]{43}$/) }),
  output: runStartedSchema,
  status: 202,
  errors: [
    'malformed_request',
    'not_found',
    'payload_too_large',
    'plan_limit',
    'plan_required',
    'unavailable',
  ],
  rateLimit: { requestsMax: 300, windowSeconds: 60 },
});

export const getHookRoute = defineRoute({
  id: 'getWebhookToken',
  method: 'GET',
  path,
  tag,
  summary: 'Whether a workflow has a secret address',
  auth: 'session',
  params,
  output: hookSchema,
  errors: ['not_found'],
});

export const rotateHookRoute = defineRoute({
  id: 'rotateWebhookToken',
  method: 'POST',
  path,
  tag,
  summary: 'Give a workflow a new secret address',
  description: 'The address before ends at once. This answer is the only one that has the new one.',
  auth: 'session',
  params,
  output: newHookSchema,
  status: 201,
  errors: ['not_found'],
});

export const revokeHookRoute = defineRoute({
  id: 'revokeWebhookToken',
  method: 'DELETE',
  path,
  tag,
  summary: 'End the secret address of a workflow',
  auth: 'session',
  params,
  output: z.null(),
  status: 204,
  errors: ['not_found'],
});
