import { createWorkflowRoute, listWorkflowsRoute } from '@/lib/api/contracts/workflows';
import { etagOf } from '@/lib/api/etag';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { createWorkflow } from '@/lib/workflows/commands';
import { listWorkflows } from '@/lib/workflows/queries';

/** The signed-in person, over his own workflows. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(listWorkflowsRoute, ({ user, query }) =>
    listWorkflows(createUserClient(user.id), query),
  ),
  endpoint(createWorkflowRoute, async ({ user, body }) => {
    const workflow = await createWorkflow(createUserClient(user.id), body);
    const location = `/api/workflows/${workflow.id}`;
    return reply(workflow, { location, etag: etagOf(workflow.version) });
  }),
);
