import { restoreVersionRoute } from '@/lib/api/contracts/workflow-versions';
import { etagOf, parseIfMatch, requireCurrent } from '@/lib/api/etag';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { restoreVersion } from '@/lib/workflows/versions/commands';

/** The owner. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(restoreVersionRoute, async ({ user, params, request }) => {
    const expected = parseIfMatch(request.headers.get('if-match'));
    const db = createUserClient(user.id);
    const result = await restoreVersion(db, params.id, params.version, expected);
    const workflow = requireCurrent(result);
    return reply(workflow, { etag: etagOf(workflow.version) });
  }),
);
