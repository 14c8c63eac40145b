import 'server-only';
import type Stripe from 'stripe';
import { AppError } from '@/lib/errors/app-error';

/** How old a signed delivery may be, in seconds, before it counts as a replay. */
const TOLERANCE_SECONDS = 300;

/** Bytes of a delivery. The largest events are far below; more is not from Stripe. */
export const webhookBytesMax = 256 * 1024;

/**
 * The event inside a signed delivery.
 *
 * @param body the bytes as they came
 * @param signature the header `Stripe-Signature`
 * @param secrets signing secrets of the endpoint; two while one is being rotated
 * @throws AppError `invalid_signature` when none of the secrets made this signature, or too long ago
 */
export async function verifyEvent(
  stripe: Stripe,
  body: Buffer,
  signature: string | null,
  secrets: readonly string[],
): Promise<Stripe.Event> {
  let cause: unknown = new Error('There is no Stripe-Signature header');
  if (signature !== null) {
    for (const secret of secrets) {
      try {
        return await stripe.webhooks.constructEventAsync(
          body,
          signature,
          secret,
          TOLERANCE_SECONDS,
        );
      } catch (error) {
        cause = error;
      }
    }
  }
  throw new AppError('invalid_signature', {
    detail: 'The delivery was not signed with the secret of this endpoint.',
    cause,
  });
}
