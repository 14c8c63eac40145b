import type { Account } from '../kernel/account';
import { needsCard } from './checkout-payer';

interface CheckoutView {
  needsCard: boolean;
  /** Unix second at which a trial would end; null without one. */
  trialEnd: number | null;
  /** Ids of the lines that the customer has added and may take out. */
  removable: string[];
}

/** What the page of a session needs to know beyond the session as the API shows it. */
export function viewOf(account: Account, sessionId: string): CheckoutView {
  const session = account.require('checkout.session', sessionId);
  const { lines, subscriptionData: data } = session._draft;
  return {
    needsCard: needsCard(session),
    removable: lines.filter(({ isOptional }) => isOptional).map(({ id }) => id),
    trialEnd:
      data.trialPeriodDays === null ? data.trialEnd : account.now() + data.trialPeriodDays * 86_400,
  };
}
