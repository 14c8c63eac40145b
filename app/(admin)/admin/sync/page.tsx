import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { EmptyState } from '@/components/admin/empty-state';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Panel } from '@/components/admin/panel';
import { Press } from '@/components/admin/press';
import { DriftList } from '@/components/admin/sync/drift-list';
import { EventTable, TroubleTable } from '@/components/admin/sync/event-table';
import { JobList } from '@/components/admin/sync/job-list';
import { OutboxTable } from '@/components/admin/sync/outbox-table';
import { SyncFigures } from '@/components/admin/sync/sync-figures';
import { PageTitle } from '@/components/layout/page-title';
import { hasScope, type Actor } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../command';
import { replayAll, replayEvent, retryEffects, runSyncJob } from './actions';

export const metadata: Metadata = { title: 'Sync' };

const SHOWN = 10;

/** What is wrong first, then what is found regularly, then what came. */
async function readAll(admin: Actor) {
  const of = { limit: SHOWN };
  const [health, dead, failed, given, waiting, drift, newest, locale] = await Promise.all([
    readCommand(admin, 'sync.health', {}),
    readCommand(admin, 'sync.events', { ...of, status: 'dead' }),
    readCommand(admin, 'sync.events', { ...of, status: 'failed' }),
    readCommand(admin, 'sync.effects', { ...of, state: 'dead' }),
    readCommand(admin, 'sync.effects', { ...of, state: 'waiting' }),
    readCommand(admin, 'sync.drift', of),
    readCommand(admin, 'sync.events', of),
    getReaderLocale(),
  ]);
  return {
    health,
    locale,
    trouble: [...dead.data, ...failed.data],
    outbox: [...given.data, ...waiting.data],
    drift: drift.data,
    newest: newest.data,
  };
}

/** Operators who may see the sync; buttons for those who may repair it. */
async function Content() {
  const admin = await requirePageAdmin('/admin/sync', 'sync:read');
  const { health, locale, trouble, outbox, drift, newest } = await readAll(admin);
  const mayRepair = hasScope(admin, 'sync:write');
  return (
    <>
      <SyncFigures health={health} />
      <JobList runs={health.runs} locale={locale} run={mayRepair ? runSyncJob : null} />
      <Panel
        title="Events in trouble"
        aside={
          mayRepair && trouble.length > 0 ? <Press action={replayAll}>Replay all</Press> : undefined
        }
      >
        <TroubleTable
          events={trouble}
          locale={locale}
          replay={mayRepair ? replayEvent : null}
          empty={
            <EmptyState
              title="No event in trouble"
              text="Every event that came was understood. One that fails stands here with its error until it is settled."
            />
          }
        />
      </Panel>
      <Panel
        title="Outbox"
        aside={
          mayRepair && health.outbox.dead > 0 ? (
            <Press action={retryEffects}>Try all given up again</Press>
          ) : undefined
        }
      >
        <OutboxTable
          effects={outbox}
          locale={locale}
          retry={mayRepair ? retryEffects : null}
          empty={
            <EmptyState
              title="The outbox is empty"
              text="Everything that had to happen because something changed, such as mails, was done."
            />
          }
        />
      </Panel>
      <Panel title="Drift">
        <DriftList drift={drift} locale={locale} />
      </Panel>
      <Panel
        title="Newest events"
        aside={
          <Link
            href="/admin/sync/events"
            className="rounded underline decoration-edge underline-offset-4 hover:decoration-ink"
          >
            All events
          </Link>
        }
      >
        <EventTable
          label="Events, newest first"
          events={newest}
          locale={locale}
          empty={
            <EmptyState
              title="No events yet"
              text="Stripe sends one for everything that changes. A sweep fetches those that never came."
            />
          }
        />
      </Panel>
    </>
  );
}

export default function SyncPage() {
  return (
    <>
      <PageTitle>Sync</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content />
      </Suspense>
    </>
  );
}
