import { attachment } from '@/lib/api/attachment';
import { exportAllWorkflowsRoute } from '@/lib/api/contracts/workflows';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { exportAllWorkflows } from '@/lib/workflows/commands';

/** The signed-in person, on Enterprise. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(exportAllWorkflowsRoute, async ({ user }) => {
    const db = createUserClient(user.id);
    const bundle = await exportAllWorkflows(db, await getEntitlements(db));
    return reply(bundle, attachment('workflows.json'));
  }),
);
