import { startRunRoute } from '@/lib/api/contracts/runs';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { startRun } from '@/lib/workflows/runner/commands';
import { engineForStart } from '@/lib/workflows/runner/current-engine';

/** The owner, with a plan that has what the steps need and runs left. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(startRunRoute, async ({ user, params, body }) => {
    const db = createUserClient(user.id);
    const who = { userId: user.id, entitlements: await getEntitlements(db) };
    return startRun({ db, engine: engineForStart() }, who, params.id, body);
  }),
);
