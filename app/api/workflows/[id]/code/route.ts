import { getWorkflowCodeRoute } from '@/lib/api/contracts/code';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getWorkflowCode } from '@/lib/workflows/codegen/commands';

/** The owner. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getWorkflowCodeRoute, ({ user, params, query }) =>
    getWorkflowCode(createUserClient(user.id), params.id, query.language),
  ),
);
