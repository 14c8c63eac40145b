import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Press } from '@/components/admin/press';
import { EventDetail } from '@/components/admin/sync/event-detail';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../../command';
import { replayEvent } from '../../actions';

export const metadata: Metadata = { title: 'Event' };

type Props = Pick<PageProps<'/admin/sync/events/[id]'>, 'params'>;

/** Operators who may see the sync. */
async function Content({ params }: Props) {
  const { id } = await params;
  const admin = await requirePageAdmin(`/admin/sync/events/${id}`, 'sync:read');
  const event = await readCommand(admin, 'sync.event', { id });
  const [history, locale] = await Promise.all([
    event.object_id === null || event.object_type === null
      ? { data: [] }
      : readCommand(admin, 'sync.events', {
          object_type: event.object_type,
          object_id: event.object_id,
          limit: 10,
        }),
    getReaderLocale(),
  ]);
  return (
    <>
      <Breadcrumbs
        parents={[
          { href: '/admin/sync', label: 'Sync' },
          { href: '/admin/sync/events', label: 'Events' },
        ]}
        current={event.type}
      />
      <PageTitle
        action={
          hasScope(admin, 'sync:write') && (
            <Press action={replayEvent} hidden={{ id: event.id }}>
              Replay event
            </Press>
          )
        }
      >
        <span className="break-all">{event.type}</span>
      </PageTitle>
      <EventDetail event={event} history={history.data} locale={locale} />
    </>
  );
}

export default function EventPage({ params }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content params={params} />
    </Suspense>
  );
}
