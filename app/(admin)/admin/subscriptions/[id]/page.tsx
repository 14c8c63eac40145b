import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { DoneNote } from '@/components/admin/done-note';
import { EmptyState } from '@/components/admin/empty-state';
import { InvoiceTable } from '@/components/admin/invoice-table';
import { ItemTable } from '@/components/admin/item-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Panel } from '@/components/admin/panel';
import { SubscriptionActions } from '@/components/admin/subscription-actions';
import { SubscriptionDiscounts } from '@/components/admin/subscription-discounts';
import { SubscriptionFacts } from '@/components/admin/subscription-facts';
import { toItemWords } from '@/components/admin/subscription-words';
import { Timeline } from '@/components/admin/timeline';
import { toAuditItem } from '@/components/admin/timeline-items';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../command';
import {
  cancelSubscription,
  extendTrial,
  refundPayment,
  removeDiscount,
  resumeSubscription,
} from '../actions';

export const metadata: Metadata = { title: 'Subscription' };

type Props = Pick<PageProps<'/admin/subscriptions/[id]'>, 'params' | 'searchParams'>;

const done = {
  canceled: 'The subscription is cancelled.',
  ending: 'The subscription ends with the paid period. It can be resumed until then.',
  resumed: 'The subscription goes on.',
  changed: 'The subscription is changed.',
  extended: 'The trial is extended.',
  refunded: 'The money is on its way back.',
  undiscounted: 'The discount is removed. It counts no more from the next invoice on.',
};

const actions = {
  cancel: cancelSubscription,
  resume: resumeSubscription,
  extendTrial,
  refund: refundPayment,
};

/** Operators who may see subscriptions; the actions are for those who may change them. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/subscriptions/${id}`, 'billing:read');
  const about = { object_type: 'subscription', object_id: id, limit: 20 };
  const [subscription, audit, locale] = await Promise.all([
    readCommand(admin, 'subscriptions.get', { id }),
    readCommand(admin, 'audit.list', about),
    getReaderLocale(),
  ]);
  const title = subscription.items.map(toItemWords).join(', ') || 'Subscription';
  const mayChange = hasScope(admin, 'billing:write');
  const ended = audit.data.filter(({ outcome }) => outcome !== 'started');
  return (
    <>
      <Breadcrumbs
        parents={[{ href: '/admin/subscriptions', label: 'Subscriptions' }]}
        current={id}
      />
      <title>{`${title} of ${subscription.customer_email ?? id} · Cue console`}</title>
      <PageTitle>{title}</PageTitle>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          <Panel title="Items">
            <ItemTable items={subscription.items} locale={locale} />
          </Panel>
          <SubscriptionDiscounts
            id={id}
            discounts={subscription.discounts}
            locale={locale}
            remove={mayChange ? removeDiscount : null}
          />
          {mayChange && (
            <SubscriptionActions subscription={subscription} locale={locale} actions={actions} />
          )}
          <Panel title="Invoices">
            <InvoiceTable invoices={subscription.invoices} locale={locale} />
          </Panel>
          <Panel title="What operators did">
            {ended.length === 0 ? (
              <EmptyState
                title="Nothing yet"
                text="Changes made here, over the API or by an agent stand here with who made them."
              />
            ) : (
              <Timeline items={ended.map(toAuditItem)} locale={locale} />
            )}
          </Panel>
        </div>
        <div className="min-w-0 max-lg:order-first">
          <Panel title="Facts">
            <SubscriptionFacts subscription={subscription} locale={locale} />
          </Panel>
        </div>
      </div>
    </>
  );
}

export default function SubscriptionPage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
