import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import {
  credentialCreateSchema,
  credentialListSchema,
  credentialSchema,
  credentialUpdateSchema,
} from '@/lib/workflows/credentials/schema';

const tag = 'Accounts';
const params = z.object({ id: z.uuid() });

export const listCredentialsRoute = defineRoute({
  id: 'listCredentials',
  method: 'GET',
  path: '/api/credentials',
  tag,
  summary: 'Accounts that your workflows act through',
  description: 'Secrets are never answered, only a hint that tells two of them apart.',
  auth: 'session',
  output: credentialListSchema,
});

export const createCredentialRoute = defineRoute({
  id: 'createCredential',
  method: 'POST',
  path: '/api/credentials',
  tag,
  summary: 'Connect an account',
  auth: 'session',
  body: credentialCreateSchema,
  output: credentialSchema,
  status: 201,
  errors: ['plan_required', 'conflict'],
});

export const updateCredentialRoute = defineRoute({
  id: 'updateCredential',
  method: 'PUT',
  path: '/api/credentials/{id}',
  tag,
  summary: 'Rename an account or replace its secret',
  auth: 'session',
  params,
  body: credentialUpdateSchema,
  output: credentialSchema,
  errors: ['not_found'],
});

export const deleteCredentialRoute = defineRoute({
  id: 'deleteCredential',
  method: 'DELETE',
  path: '/api/credentials/{id}',
  tag,
  summary: 'Forget an account',
  auth: 'session',
  params,
  output: z.null(),
  status: 204,
  errors: ['not_found'],
});

export const validateCredentialRoute = defineRoute({
  id: 'validateCredential',
  method: 'POST',
  path: '/api/credentials/{id}/validate',
  tag,
  summary: 'Ask the provider whether an account works',
  description: 'A refusal by the provider is an answer like any other: see `validation`.',
  auth: 'session',
  params,
  output: credentialSchema,
  errors: ['not_found'],
  // Each call goes out to somebody.
  rateLimit: { requestsMax: 30, windowSeconds: 60 },
});
