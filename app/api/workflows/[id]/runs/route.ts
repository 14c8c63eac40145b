import { listRunsRoute } from '@/lib/api/contracts/runs';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { listRuns } from '@/lib/workflows/runner/queries';

/** The owner. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(listRunsRoute, ({ user, params, query }) =>
    listRuns(createUserClient(user.id), params.id, query),
  ),
);
