import type Stripe from 'stripe';
import { DAY, HOUR } from '../billing/calendar';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { retotal } from './checkout-line-items';

type Session = Records['checkout.session'];

/** An expired session can be taken up again for so long. */
const RECOVERY_SECONDS = 30 * DAY;

/**
 * When a new session expires, Unix seconds.
 *
 * @throws StripeApiError 400 outside of 30 minutes to 24 hours
 */
export function expiryOf(account: Account, wanted: number | undefined): number {
  const now = account.now();
  if (wanted === undefined) return now + DAY;
  if (wanted < now + HOUR / 2 || wanted > now + DAY) {
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      'expires_at',
    );
  }
  return wanted;
}

/** Whether and how an expired session can be taken up again. */
export function afterExpirationOf(
  params: Stripe.Checkout.SessionCreateParams['after_expiration'],
): Session['after_expiration'] {
  if (!params?.recovery) return null;
  const { allow_promotion_codes: allowed = false, enabled } = params.recovery;
  return {
    recovery: { allow_promotion_codes: allowed, enabled, expires_at: null, url: null },
  };
}

/** Ends an open session that nobody completed, and announces it. */
export function expireSession(account: Account, id: string): Session {
  const session = account.require('checkout.session', id);
  const expired = account.change('checkout.session', id, null, {
    ...recoverable(account, session),
    status: 'expired',
    url: null,
  });
  account.emit('checkout.session.expired', expired);
  return expired;
}

function recoverable(account: Account, { after_expiration: after }: Session): Partial<Session> {
  const { recovery } = after ?? {};
  if (!recovery?.enabled) return {};
  const token = `test_${account.store.newToken('recovery', 40)}`;
  return {
    after_expiration: {
      recovery: {
        ...recovery,
        expires_at: account.now() + RECOVERY_SECONDS,
        url: `${account.pagesUrl()}/c/recover/${token}`,
      },
    },
    _recovery: token,
  };
}

/**
 * Opens a copy of an expired session.
 *
 * @returns the id of the new session, or null for an unknown link or one that is over
 */
export function recoverSession(account: Account, token: string): string | null {
  const [old] = account.store.all('checkout.session', '_recovery', token);
  const until = old?.after_expiration?.recovery?.expires_at ?? 0;
  if (!old || account.now() > until) return null;
  const id = account.store.newId('checkout.session');
  account.create('checkout.session', {
    ...old,
    id,
    after_expiration: null,
    allow_promotion_codes:
      old.after_expiration?.recovery?.allow_promotion_codes ?? old.allow_promotion_codes,
    created: account.now(),
    discounts: [],
    expires_at: account.now() + DAY,
    recovered_from: old.id,
    _recovery: null,
    status: 'open',
    url: `${account.pagesUrl()}/c/pay/${id}`,
    _draft: { ...old._draft, terms: null, waiting: null },
  });
  retotal(account, id);
  return id;
}
