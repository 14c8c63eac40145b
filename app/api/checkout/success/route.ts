import { completeCheckoutRoute } from '@/lib/api/contracts/billing';
import { endpoint, serve } from '@/lib/api/serve';
import { completeCheckout } from '@/lib/billing/commands';
import { createBillingDeps } from '@/lib/billing/deps';

/** The buyer: the person who started the session, or whoever knows the id of a guest's. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(completeCheckoutRoute, ({ user, query }) =>
    completeCheckout(createBillingDeps(user), query.session_id),
  ),
);
