import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { CursorPager } from '@/components/admin/cursor-pager';
import { EmptyState } from '@/components/admin/empty-state';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { EventFilter } from '@/components/admin/sync/event-filter';
import { EventTable } from '@/components/admin/sync/event-table';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../command';

export const metadata: Metadata = { title: 'Events' };

const PATH = '/admin/sync/events';

type Props = Pick<PageProps<'/admin/sync/events'>, 'searchParams'>;

/** Operators who may see the sync. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin(PATH, 'sync:read');
  const params = await searchParams;
  // An empty field of the filter is no filter.
  const word = (name: string) => {
    const text = firstParam(params, name)?.trim() ?? '';
    return text === '' ? null : text;
  };
  const query = { type: word('type'), status: word('status'), object: word('object') };
  const after = word('after');
  const [page, locale] = await Promise.all([
    readCommand(admin, 'sync.events', {
      ...(query.type !== null && { type: query.type }),
      ...(query.status !== null && { status: query.status }),
      ...(query.object !== null && { object_id: query.object }),
      ...(after !== null && { after: Number(after) }),
    }),
    getReaderLocale(),
  ]);
  return (
    <>
      <EventFilter query={query} />
      <EventTable
        label="Events"
        events={page.data}
        locale={locale}
        empty={
          <EmptyState
            title="No such event"
            text="Types and ids must be whole, such as invoice.paid. What never came is found by a sweep."
          >
            <Link href={PATH} className={buttonStyle()}>
              Show all events
            </Link>
          </EmptyState>
        }
      />
      <CursorPager path={PATH} query={{ ...query, after }} nextCursor={page.next_cursor} />
    </>
  );
}

export default function EventsPage({ searchParams }: Props) {
  return (
    <>
      <Breadcrumbs parents={[{ href: '/admin/sync', label: 'Sync' }]} current="Events" />
      <PageTitle>Events</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
