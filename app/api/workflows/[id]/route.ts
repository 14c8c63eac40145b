import {
  deleteWorkflowRoute,
  getWorkflowRoute,
  updateWorkflowRoute,
} from '@/lib/api/contracts/workflows';
import { etagOf, parseIfMatch, requireCurrent } from '@/lib/api/etag';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { deleteWorkflow, updateWorkflow } from '@/lib/workflows/commands';
import { requireWorkflow } from '@/lib/workflows/queries';

/** The owner; to everybody else the workflow does not exist. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getWorkflowRoute, async ({ user, params }) => {
    const workflow = await requireWorkflow(createUserClient(user.id), params.id);
    return reply(workflow, { etag: etagOf(workflow.version) });
  }),
  endpoint(updateWorkflowRoute, async ({ user, params, body, request }) => {
    const version = parseIfMatch(request.headers.get('if-match'));
    const result = await updateWorkflow(createUserClient(user.id), params.id, body, version);
    const workflow = requireCurrent(result);
    return reply(workflow, { etag: etagOf(workflow.version) });
  }),
  endpoint(deleteWorkflowRoute, async ({ user, params }) => {
    await deleteWorkflow(createUserClient(user.id), params.id);
    return null;
  }),
);
