import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { CursorPager } from '@/components/admin/cursor-pager';
import { EmptyState } from '@/components/admin/empty-state';
import { FilterLinks } from '@/components/admin/filter-links';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { toStatusWords } from '@/components/admin/status-tone';
import { SubscriptionTable } from '@/components/admin/subscription-table';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../command';

export const metadata: Metadata = { title: 'Subscriptions' };

type Props = Pick<PageProps<'/admin/subscriptions'>, 'searchParams'>;

const statuses = ['active', 'trialing', 'past_due', 'unpaid', 'incomplete', 'paused', 'canceled'];
const options = [
  { value: null, label: 'All' },
  ...statuses.map((value) => ({ value, label: toStatusWords(value) })),
];

/** Operators who may see subscriptions. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin('/admin/subscriptions', 'billing:read');
  const params = await searchParams;
  const status = firstParam(params, 'status');
  const after = firstParam(params, 'after');
  const [page, locale] = await Promise.all([
    readCommand(admin, 'subscriptions.list', {
      ...(status !== null && { status }),
      ...(after !== null && { after }),
    }),
    getReaderLocale(),
  ]);
  return (
    <>
      <FilterLinks
        path="/admin/subscriptions"
        query={{ status, after }}
        name="status"
        label="Status"
        options={options}
      />
      <SubscriptionTable
        subscriptions={page.data}
        locale={locale}
        withCustomer
        empty={
          status === null ? (
            <EmptyState title="No subscriptions yet" text="The first one comes with a checkout." />
          ) : (
            <EmptyState
              title={`None is ${toStatusWords(status).toLowerCase()}`}
              text="Choose another status above."
            />
          )
        }
      />
      <CursorPager
        path="/admin/subscriptions"
        query={{ status, after }}
        nextCursor={page.next_cursor}
      />
    </>
  );
}

export default function SubscriptionsPage({ searchParams }: Props) {
  return (
    <>
      <PageTitle>Subscriptions</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
