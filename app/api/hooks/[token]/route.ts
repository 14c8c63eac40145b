import { receiveHookRoute } from '@/lib/api/contracts/hooks';
import { readDelivery } from '@/lib/api/delivery';
import { endpoint, serve } from '@/lib/api/serve';
import { createServiceClient } from '@/lib/db/clients';
import { consumeRateLimit } from '@/lib/errors/rate-limit';
import { getEngine } from '@/lib/workflows/runner/current-engine';
import { hashToken, receiveHook } from '@/lib/workflows/triggers/commands';

/** One sender may be a loop that nobody meant. */
const perHook = { requestsMax: 60, windowSeconds: 60 };

/** Whoever has the token. */
export const { GET, POST, PUT, PATCH, DELETE } = serve(
  endpoint(receiveHookRoute, async ({ params: { token }, request }) => {
    await consumeRateLimit('hook', hashToken(token), perHook);
    const { trigger, idempotencyKey } = await readDelivery(request);
    const deps = { db: createServiceClient(), engine: getEngine() };
    return receiveHook(deps, token, trigger, idempotencyKey);
  }),
);
