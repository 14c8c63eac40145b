import { attachment } from '@/lib/api/attachment';
import { downloadWorkflowCodeRoute } from '@/lib/api/contracts/code';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { downloadWorkflowCode } from '@/lib/workflows/codegen/commands';

/** The owner, from the plan on that includes it. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(downloadWorkflowCodeRoute, async ({ user, params, query }) => {
    const db = createUserClient(user.id);
    const wanted = { id: params.id, language: query.language };
    const { name, bytes } = await downloadWorkflowCode(db, await getEntitlements(db), wanted);
    return new Response(bytes, {
      headers: {
        ...attachment(name),
        'content-type': 'application/zip',
        'cache-control': 'no-store',
      },
    });
  }),
);
