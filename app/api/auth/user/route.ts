import { requireAccount } from '@/lib/account/queries';
import { getUserRoute } from '@/lib/api/contracts/auth';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';

/** The signed-in person, about himself. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getUserRoute, ({ user }) => requireAccount(createUserClient(user.id), user)),
);
