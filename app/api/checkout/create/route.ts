import { createCheckoutRoute } from '@/lib/api/contracts/billing';
import { endpoint, serve } from '@/lib/api/serve';
import { startCheckout } from '@/lib/billing/commands';
import { createBillingDeps } from '@/lib/billing/deps';

/** Anybody: with a session for that person, without one as a guest. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(createCheckoutRoute, async ({ user, body, request }) => {
    const started = await startCheckout(createBillingDeps(user, request.headers), body);
    return { checkout_url: started.url, session_id: started.sessionId };
  }),
);
