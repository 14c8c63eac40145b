import { getRunRoute } from '@/lib/api/contracts/runs';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { requireRun } from '@/lib/workflows/runner/queries';

/** The owner; to everybody else the run does not exist. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getRunRoute, ({ user, params, query }) =>
    requireRun(createUserClient(user.id), params.id, query),
  ),
);
