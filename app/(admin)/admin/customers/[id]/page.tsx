import type { Metadata, Route } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { CursorPager } from '@/components/admin/cursor-pager';
import { CustomerActions } from '@/components/admin/customer-actions';
import { CustomerFacts } from '@/components/admin/customer-facts';
import { DoneNote } from '@/components/admin/done-note';
import { EmptyState } from '@/components/admin/empty-state';
import { InvoiceTable } from '@/components/admin/invoice-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Panel } from '@/components/admin/panel';
import { PaymentTable } from '@/components/admin/payment-table';
import { SubscriptionTable } from '@/components/admin/subscription-table';
import { Timeline } from '@/components/admin/timeline';
import { toTimelineItem } from '@/components/admin/timeline-items';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../command';
import {
  deleteCustomer,
  linkCustomer,
  makePortalLink,
  saveCustomer,
  syncCustomer,
} from '../actions';

export const metadata: Metadata = { title: 'Customer' };

type Props = Pick<PageProps<'/admin/customers/[id]'>, 'params' | 'searchParams'>;

const done = {
  saved: 'The customer is saved.',
  linked: 'The customer belongs to this person now.',
  synced: 'The customer is as Stripe has it now.',
  deleted: 'The customer is deleted at Stripe. What was paid and invoiced stays here.',
};

const actions = {
  save: saveCustomer,
  link: linkCustomer,
  sync: syncCustomer,
  portal: makePortalLink,
  remove: deleteCustomer,
};

/** Operators who may see customers; the actions are for those who may change them. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/customers/${id}`, 'customers:read');
  const after = firstParam(query, 'after');
  const [customer, timeline, locale] = await Promise.all([
    readCommand(admin, 'customers.get', { id }),
    readCommand(admin, 'customers.timeline', { id, ...(after !== null && { after }) }),
    getReaderLocale(),
  ]);
  const name = customer.email ?? customer.name ?? customer.id;
  return (
    <>
      <Breadcrumbs parents={[{ href: '/admin/customers', label: 'Customers' }]} current={name} />
      <title>{`${name} · Cue console`}</title>
      <PageTitle>
        <span className="wrap-anywhere">{name}</span>
      </PageTitle>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          <Panel title="Subscriptions">
            <SubscriptionTable
              subscriptions={customer.subscriptions}
              locale={locale}
              empty={<EmptyState title="No subscription" text="This customer never subscribed." />}
            />
          </Panel>
          <Panel title="Payments">
            <PaymentTable payments={customer.payments} locale={locale} />
          </Panel>
          <Panel title="Invoices">
            <InvoiceTable invoices={customer.invoices} locale={locale} />
          </Panel>
          {hasScope(admin, 'customers:write') && customer.deleted_at === null && (
            <CustomerActions customer={customer} actions={actions} />
          )}
          <Panel title="Timeline">
            {timeline.data.length === 0 ? (
              <EmptyState
                title="Nothing happened yet"
                text="Stripe’s events about this customer and what operators do stand here."
              />
            ) : (
              <Timeline items={timeline.data.map(toTimelineItem)} locale={locale} />
            )}
            <CursorPager
              path={`/admin/customers/${id}` as Route}
              query={{ after }}
              nextCursor={timeline.next_cursor}
            />
          </Panel>
        </div>
        <div className="min-w-0 max-lg:order-first">
          <CustomerFacts customer={customer} locale={locale} />
        </div>
      </div>
    </>
  );
}

export default function CustomerPage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
