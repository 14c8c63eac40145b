import 'server-only';
import { consumeRateLimit } from '@/lib/errors/rate-limit';

const WINDOW_SECONDS = 10 * 60;

/**
 * Slows down whoever starts checkouts without an account: each one makes objects at Stripe and may
 * be a test of stolen cards. Counted per address of the network, and per e-mail for those who change
 * their address.
 *
 * @throws AppError `rate_limited`
 */
export async function limitGuest(clientAddress: string, email: string): Promise<void> {
  // Without an address (a caller that passes no headers) all guests would share one counter.
  if (clientAddress !== 'unknown') {
    const limit = { requestsMax: 20, windowSeconds: WINDOW_SECONDS };
    await consumeRateLimit('guest-address', clientAddress, limit);
  }
  await consumeRateLimit('guest-email', email, { requestsMax: 10, windowSeconds: WINDOW_SECONDS });
}
