import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header for a body.
 *
 * @param at Unix seconds of the real clock: receivers compare it with theirs, whatever the
 *   emulator's clock says
 */
export function signatureHeader(body: string, secret: string, at: number): string {
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return `t=${at},v1=${signature}`;
}
