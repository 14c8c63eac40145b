import type { Subscription } from '@/lib/admin/rows';
import { StatusMark } from './status-mark';
import { isEnding } from './subscription-words';

/** How a subscription is doing: its status, and that its end is settled. */
export function SubscriptionState({ subscription }: { subscription: Subscription }) {
  if (subscription.pause_behavior !== null) {
    return <StatusMark status="paused">Collection paused</StatusMark>;
  }
  const isHealthy = ['active', 'trialing'].includes(subscription.status);
  if (isHealthy && isEnding(subscription)) return <StatusMark status="ending" />;
  return <StatusMark status={subscription.status} />;
}
