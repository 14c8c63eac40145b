import { retryRunRoute } from '@/lib/api/contracts/runs';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { retryRun } from '@/lib/workflows/runner/commands';
import { engineForStart } from '@/lib/workflows/runner/current-engine';

/** The owner; to everybody else the run does not exist. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(retryRunRoute, ({ user, params }) =>
    retryRun({ db: createUserClient(user.id), engine: engineForStart() }, user.id, params.id),
  ),
);
