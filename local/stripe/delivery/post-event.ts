import type { JsonObject, Records } from '../kernel/records';
import { signatureHeader } from './signature';

/** Stripe waits about this long for an answer. */
const TIMEOUT_MS = 20_000;

/** Posts an event to an endpoint. Answers the HTTP status, or null when there was no answer. */
export async function postEvent(
  endpoint: Records['webhook_endpoint'],
  shown: JsonObject,
  signal: AbortSignal,
): Promise<number | null> {
  const body = JSON.stringify(shown, null, 2);
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual', // Stripe follows no redirects: an answer of 3xx is a failed delivery
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'Stripe-Signature': signatureHeader(body, endpoint._secret, Math.floor(Date.now() / 1000)),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
