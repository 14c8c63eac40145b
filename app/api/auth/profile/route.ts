import { updateProfile } from '@/lib/account/commands';
import { updateProfileRoute } from '@/lib/api/contracts/auth';
import { endpoint, serve } from '@/lib/api/serve';
import { createUserClient } from '@/lib/db/clients';

/** The signed-in person, over his own profile. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(updateProfileRoute, ({ user, body }) =>
    updateProfile(createUserClient(user.id), user, body),
  ),
);
