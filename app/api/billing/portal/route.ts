import { openPortalRoute } from '@/lib/api/contracts/billing';
import { endpoint, serve } from '@/lib/api/serve';
import { openPortal } from '@/lib/billing/commands';
import { createBillingDeps } from '@/lib/billing/deps';

/** The signed-in person, for his own customer. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(openPortalRoute, async ({ user, body }) => {
    const { url } = await openPortal(createBillingDeps(user), body);
    return { portal_url: url };
  }),
);
