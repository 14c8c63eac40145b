import { z } from 'zod';
import { defineRoute } from '@/lib/api/contract';
import {
  workflowBundleSchema,
  workflowCreateSchema,
  workflowFileSchema,
  workflowListQuerySchema,
  workflowPageSchema,
  workflowSchema,
  workflowUpdateSchema,
} from '@/lib/workflows/schema';

const tag = 'Workflows';
const params = z.object({ id: z.uuid() });
const bodyBytesMax = 1024 * 1024;

export const listWorkflowsRoute = defineRoute({
  id: 'listWorkflows',
  method: 'GET',
  path: '/api/workflows',
  tag,
  summary: 'Your workflows, the last changed first',
  auth: 'session',
  query: workflowListQuerySchema,
  output: workflowPageSchema,
});

export const createWorkflowRoute = defineRoute({
  id: 'createWorkflow',
  method: 'POST',
  path: '/api/workflows',
  tag,
  summary: 'Keep a new workflow',
  description:
    'A graph must be complete, unless it is a draft with `allowIncomplete`; each issue is told at its step.',
  auth: 'session',
  body: workflowCreateSchema,
  bodyBytesMax,
  output: workflowSchema,
  status: 201,
  errors: ['plan_limit', 'plan_required'],
});

export const getWorkflowRoute = defineRoute({
  id: 'getWorkflow',
  method: 'GET',
  path: '/api/workflows/{id}',
  tag,
  summary: 'One workflow with its graph',
  auth: 'session',
  params,
  output: workflowSchema,
  errors: ['not_found'],
});

export const updateWorkflowRoute = defineRoute({
  id: 'updateWorkflow',
  method: 'PUT',
  path: '/api/workflows/{id}',
  tag,
  summary: 'Change a workflow',
  description:
    'Fields that are left out stay. With If-Match and the ETag of what you read, a change that somebody else made in between is not overwritten.',
  auth: 'session',
  params,
  body: workflowUpdateSchema,
  bodyBytesMax,
  output: workflowSchema,
  errors: ['not_found', 'precondition_failed', 'plan_required'],
});

export const deleteWorkflowRoute = defineRoute({
  id: 'deleteWorkflow',
  method: 'DELETE',
  path: '/api/workflows/{id}',
  tag,
  summary: 'Delete a workflow',
  auth: 'session',
  params,
  output: z.null(),
  status: 204,
  errors: ['not_found'],
});

export const duplicateWorkflowRoute = defineRoute({
  id: 'duplicateWorkflow',
  method: 'POST',
  path: '/api/workflows/{id}/duplicate',
  tag,
  summary: 'Copy a workflow',
  auth: 'session',
  params,
  output: workflowSchema,
  status: 201,
  errors: ['not_found', 'plan_required', 'plan_limit'],
});

export const exportWorkflowRoute = defineRoute({
  id: 'exportWorkflow',
  method: 'GET',
  path: '/api/workflows/{id}/export',
  tag,
  summary: 'Download a workflow as a file',
  auth: 'session',
  params,
  output: workflowFileSchema,
  errors: ['not_found', 'plan_required'],
});

export const exportAllWorkflowsRoute = defineRoute({
  id: 'exportAllWorkflows',
  method: 'GET',
  path: '/api/workflows/export',
  tag,
  summary: 'Download all workflows as one file',
  auth: 'session',
  output: workflowBundleSchema,
  errors: ['plan_required'],
});
