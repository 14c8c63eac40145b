import type { Route } from 'next';
import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import type { Subscription } from '@/lib/admin/rows';
import { Facts } from './facts';
import { ObjectId } from './object-id';
import { toStatusWords } from './status-tone';
import { SubscriptionState } from './subscription-state';
import { NextDateWords } from './subscription-table';

interface SubscriptionFactsProps {
  subscription: Subscription & { customer_email: string | null };
  locale: string;
}

/** Whose it is, how it is doing, and its dates. */
export function SubscriptionFacts({ subscription, locale }: SubscriptionFactsProps) {
  const { customer_id, customer_email, started_at, canceled_at, trial_end } = subscription;
  return (
    <Facts
      facts={[
        ['Id', <ObjectId key="id" id={subscription.id} />],
        [
          'Customer',
          <Link
            key="customer"
            href={`/admin/customers/${customer_id}` as Route}
            className="rounded font-medium underline underline-offset-4"
          >
            {customer_email ?? customer_id}
          </Link>,
        ],
        ['Status', <SubscriptionState key="state" subscription={subscription} />],
        ['Next', <NextDateWords key="next" subscription={subscription} locale={locale} />],
        ['Started', <LocalDate key="started" value={started_at} locale={locale} />],
        [
          'Trial until',
          trial_end === null ? null : <LocalDate key="trial" value={trial_end} locale={locale} />,
        ],
        [
          'Cancelled',
          canceled_at === null ? null : (
            <LocalDate key="canceled" value={canceled_at} locale={locale} withTime />
          ),
        ],
        ['Paid by', toStatusWords(subscription.collection_method)],
      ]}
    />
  );
}
