import { createCredentialRoute, listCredentialsRoute } from '@/lib/api/contracts/credentials';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { getEntitlements } from '@/lib/entitlements/queries';
import { createCredential } from '@/lib/workflows/credentials/commands';
import { createCredentialDeps } from '@/lib/workflows/credentials/deps';
import { listCredentials } from '@/lib/workflows/credentials/queries';

/** The signed-in person, about their own accounts. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(listCredentialsRoute, async ({ user }) => ({
    credentials: await listCredentials(createUserClient(user.id)),
  })),
  endpoint(createCredentialRoute, async ({ user, body }) => {
    const entitlements = await getEntitlements(createUserClient(user.id));
    const person = { userId: user.id, entitlements };
    const credential = await createCredential(createCredentialDeps(), person, body);
    return reply(credential, { location: `/api/credentials/${credential.id}` });
  }),
);
