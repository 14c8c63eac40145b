import { deleteAccount } from '@/lib/account/commands';
import { deleteAccountRoute } from '@/lib/api/contracts/auth';
import { reply } from '@/lib/api/respond';
import { endpoint, serve } from '@/lib/api/serve';
import { endSession } from '@/lib/auth/handler';
import { createBillingDeps } from '@/lib/billing/deps';

/** The signed-in person, for good. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(deleteAccountRoute, async ({ user, request }) => {
    const deletion = await deleteAccount(createBillingDeps(user));
    return reply(deletion, await endSession(request));
  }),
);
