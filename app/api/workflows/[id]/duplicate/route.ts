import { duplicateWorkflowRoute } from '@/lib/api/contracts/workflows';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { duplicateWorkflow } from '@/lib/workflows/commands';

/** The owner, from Basic on. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(duplicateWorkflowRoute, async ({ user, params }) => {
    const db = createUserClient(user.id);
    return duplicateWorkflow(db, await getEntitlements(db), params.id);
  }),
);
