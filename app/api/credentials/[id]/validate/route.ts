import { validateCredentialRoute } from '@/lib/api/contracts/credentials';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';
import { createCredentialDeps, createProviders } from '@/lib/workflows/credentials/deps';
import { validateCredential } from '@/lib/workflows/credentials/validate';

/** The owner; to everybody else the account does not exist. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(validateCredentialRoute, ({ user, params }) => {
    const deps = { ...createCredentialDeps(), providers: createProviders() };
    return validateCredential(deps, { own: createUserClient(user.id), userId: user.id }, params.id);
  }),
);
