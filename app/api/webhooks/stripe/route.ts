import { readBytes } from '@/lib/api/body';
import { respondWithProblem } from '@/lib/api/respond';
import { createServiceClient } from '@/lib/db/clients';
import { webhookSecrets } from '@/lib/env/env';
import { log } from '@/lib/errors/log';
import { createStripe } from '@/lib/stripe/client';
import { ingestEvent } from '@/lib/stripe/sync/ingest';
import { verifyEvent, webhookBytesMax } from '@/lib/stripe/webhook';

/**
 * Stripe's deliveries. Whoever calls, only the signature counts. 200 once an event needs nothing
 * more; 400 and 413 refuse what is not Stripe's; 5xx while it should be delivered again.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    // The signature covers the bytes, so they are read before anything interprets them.
    const body = await readBytes(request, webhookBytesMax);
    const stripe = createStripe();
    const payload = await verifyEvent(
      stripe,
      body,
      request.headers.get('stripe-signature'),
      webhookSecrets(),
    );
    // Pages read the mirror at every request, so there is no cache to tell.
    const { status, outcome, event } = await ingestEvent(
      { stripe, db: createServiceClient() },
      payload,
    );
    if (status !== 200)
      log.error({ event: event.id, type: event.type, outcome }, 'event not taken');
    return Response.json({ received: true, outcome }, { status });
  } catch (error) {
    return respondWithProblem(error, { route: 'POST /api/webhooks/stripe' });
  }
}
