import { cancelRunRoute } from '@/lib/api/contracts/runs';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { cancelRun } from '@/lib/workflows/runner/commands';
import { getEngine } from '@/lib/workflows/runner/current-engine';

/** The owner; to everybody else the run does not exist. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(cancelRunRoute, ({ user, params }) =>
    cancelRun({ db: createUserClient(user.id), engine: getEngine() }, params.id),
  ),
);
