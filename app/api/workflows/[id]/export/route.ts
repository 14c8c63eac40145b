import { attachment } from '@/lib/api/attachment';
import { exportWorkflowRoute } from '@/lib/api/contracts/workflows';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { exportWorkflow } from '@/lib/workflows/commands';

/** The owner, from Pro on. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(exportWorkflowRoute, async ({ user, params }) => {
    const db = createUserClient(user.id);
    const file = await exportWorkflow(db, await getEntitlements(db), params.id);
    return reply(file, attachment(`${file.name}.json`));
  }),
);
