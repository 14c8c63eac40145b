import { getSubscriptionStatusRoute } from '@/lib/api/contracts/billing';
import { endpoint, serve } from '@/lib/api/serve';
import { getSubscriptionStatus } from '@/lib/billing/queries';
import { createUserClient } from '@/lib/db/clients';

/** The signed-in person, about himself. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(getSubscriptionStatusRoute, ({ user }) =>
    getSubscriptionStatus(createUserClient(user.id)),
  ),
);
