import { deleteCredentialRoute, updateCredentialRoute } from '@/lib/api/contracts/credentials';
import { endpoint, serve } from '@/lib/api/serve';
import { createServiceClient, createUserClient } from '@/lib/db/clients';
import { deleteCredential, updateCredential } from '@/lib/workflows/credentials/commands';
import { createCredentialDeps } from '@/lib/workflows/credentials/deps';

/** The owner; to everybody else the account does not exist. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(updateCredentialRoute, ({ user, params, body }) => {
    const person = { own: createUserClient(user.id), userId: user.id };
    return updateCredential(createCredentialDeps(), person, params.id, body);
  }),
  endpoint(deleteCredentialRoute, async ({ user, params }) => {
    await deleteCredential(createServiceClient(), user.id, params.id);
    return null;
  }),
);
