import { listVersionsRoute } from '@/lib/api/contracts/workflow-versions';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { listVersions } from '@/lib/workflows/versions/queries';

/** The owner. A workflow has at least the version it was made with: none means that it is not there. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(listVersionsRoute, async ({ user, params }) => {
    const versions = await listVersions(createUserClient(user.id), params.id);
    if (versions.length === 0) throw new AppError('not_found');
    return { versions };
  }),
);
