import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';

/** How old a signed delivery may be, in seconds, before it counts as a replay. */
const TOLERANCE_SECONDS = 300;

/** Bytes of a delivery. The largest events are far below; more is not from Stripe. */
export const webhookBytesMax = 256 * 1024;

const jsonSchema = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is no JSON');
    return z.NEVER;
  }
});

/**
 * What a signed delivery says: an event, or a thin notification of one.
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
): Promise<unknown> {
  let cause: unknown;
  // The signature alone: the SDK's own functions each take one of the two kinds only.
  const { signature: verifier } = stripe.webhooks;
  if (signature !== null && verifier !== null) {
    for (const secret of secrets) {
      try {
        await verifier.verifyHeaderAsync(body, signature, secret, TOLERANCE_SECONDS);
        return jsonSchema.parse(body.toString('utf8'));
      } catch (error) {
        cause = error;
      }
    }
  }
  throw new AppError('invalid_signature', {
    detail: 'The delivery was not signed with the secret of this endpoint.',
    cause: cause ?? new Error('There is no Stripe-Signature header'),
  });
}
