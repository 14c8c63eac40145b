import type { LampTone } from '@/components/ui/lamp';
import { planById } from '@/lib/catalog/plans';
import type { Entitlements, SubscriptionSummary } from '@/lib/entitlements/schema';
import { formatMoney, perInterval } from './money';

export interface PlanStatement {
  tone: LampTone;
  /** The state in a word or two. */
  sign: string;
  /** Amount and interval; null when nothing is paid. */
  price: string | null;
  /** What happens next and when; dates stand as dates, so that the page can write them locally. */
  sentence: (string | Date)[];
  /** True when the reader should look at the card now. */
  needsCard: boolean;
}

/** What the account page says about a plan, for every state that a subscription can be in. */
export function toPlanStatement(entitlements: Entitlements, locale: string): PlanStatement {
  const { subscription, hasCustomer } = entitlements;
  if (subscription === null || isOver(subscription)) {
    const ended = hasCustomer ? 'Your last plan has ended. ' : '';
    const sentence = [`${ended}You are on the free plan; nothing is charged.`];
    return {
      tone: 'off',
      sign: hasCustomer ? 'Ended' : 'Nothing to pay',
      price: null,
      sentence,
      needsCard: false,
    };
  }
  const { amountMinor, currency, interval } = subscription;
  const price =
    amountMinor === null || currency === null || interval === null
      ? null
      : `${formatMoney(amountMinor, currency, locale)} ${perInterval[interval]}`;
  return { price, needsCard: false, ...inState(subscription, price) };
}

function isOver({ status }: SubscriptionSummary): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}

type StateOnly = Pick<PlanStatement, 'tone' | 'sign' | 'sentence'> & Partial<PlanStatement>;

function inState(subscription: SubscriptionSummary, price: string | null): StateOnly {
  const { status, cancelAt, currentPeriodEnd, access, graceEndsAt } = subscription;
  const name = planById(subscription.plan).name;
  if (status === 'past_due' && access) return pastDue(graceEndsAt);
  if (!access) return withoutAccess(status);
  if (cancelAt !== null) {
    const sentence = [`${name} stays yours until `, cancelAt, ', then you are on the free plan.'];
    return { tone: 'standby', sign: 'Ends soon', sentence };
  }
  if (status === 'trialing') {
    const then = price === null ? '.' : `, then ${price}.`;
    const sentence =
      currentPeriodEnd === null ? [] : ['The trial lasts until ', currentPeriodEnd, then];
    return { tone: 'go', sign: 'Trial', sentence };
  }
  const sentence = currentPeriodEnd === null ? [] : ['Renews on ', currentPeriodEnd, '.'];
  return { tone: 'go', sign: 'Active', sentence };
}

function pastDue(graceEndsAt: Date | null): StateOnly {
  const until =
    graceEndsAt === null ? ['for now'] : (['until ', graceEndsAt] satisfies (string | Date)[]);
  return {
    tone: 'risk',
    sign: 'Payment failed',
    sentence: [
      'The renewal could not be charged. Your plan stays ',
      ...until,
      '; check your card.',
    ],
    needsCard: true,
  };
}

function withoutAccess(status: string): StateOnly {
  if (status === 'paused') {
    const sentence = ['Your plan is paused. Until it goes on, the free plan’s limits hold.'];
    return { tone: 'standby', sign: 'Paused', sentence };
  }
  if (status === 'incomplete') {
    const sentence = ['The first payment is not finished, so the plan has not started.'];
    return { tone: 'risk', sign: 'Not paid', sentence, needsCard: true };
  }
  return {
    tone: 'risk',
    sign: 'Payment failed',
    sentence: [
      'The renewal could not be charged, and the free plan’s limits hold until it is. Your workflows are safe.',
    ],
    needsCard: true,
  };
}
