import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { AuditTable } from '@/components/admin/audit-table';
import { CursorPager } from '@/components/admin/cursor-pager';
import { EmptyState } from '@/components/admin/empty-state';
import { FilterForm } from '@/components/admin/filter-form';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { PageTitle } from '@/components/layout/page-title';
import { hasScope, type Actor } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { adminCommands } from '@/lib/admin/registry';
import { readCommand } from '../command';

export const metadata: Metadata = { title: 'Audit' };

type Props = Pick<PageProps<'/admin/audit'>, 'searchParams'>;

const outcomes = [
  { value: '', label: 'Any outcome' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'refused', label: 'Refused' },
  { value: 'failed', label: 'Failed' },
  { value: 'started', label: 'Started' },
];
const kinds = [
  { value: '', label: 'Changes' },
  { value: 'false', label: 'What was read' },
];
const words = ['command', 'outcome', 'object_id', 'user_id', 'is_change', 'after'] as const;

/** People to choose from, for those who may see who operates Cue. */
async function readPeople(admin: Actor) {
  if (!hasScope(admin, 'members:manage')) return [];
  const { data } = await readCommand(admin, 'members.list', {});
  return data.map(({ user_id, email }) => ({ value: user_id, label: email ?? user_id }));
}

/** Operators. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin('/admin/audit', 'audit:read');
  const params = await searchParams;
  const query = Object.fromEntries(words.map((name) => [name, firstParam(params, name)]));
  const given = Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null && value !== ''),
  );
  const [page, people, locale] = await Promise.all([
    readCommand(admin, 'audit.list', {
      ...given,
      ...(given.is_change === 'false' && { is_change: false }),
      ...('after' in given && { after: Number(given.after) }),
    }),
    readPeople(admin),
    getReaderLocale(),
  ]);
  const commands = adminCommands.map(({ name }) => ({ value: name, label: name }));
  return (
    <>
      <FilterForm
        path="/admin/audit"
        query={{ ...query, after: null }}
        filters={[
          {
            name: 'command',
            label: 'Command',
            options: [{ value: '', label: 'Any command' }, ...commands],
          },
          { name: 'outcome', label: 'Outcome', options: outcomes },
          { name: 'object_id', label: 'Id of the object' },
          ...(people.length === 0
            ? []
            : [
                {
                  name: 'user_id',
                  label: 'Person',
                  options: [{ value: '', label: 'Anybody' }, ...people],
                },
              ]),
          { name: 'is_change', label: 'Kind', options: kinds },
        ]}
      />
      <AuditTable
        entries={page.data}
        locale={locale}
        empty={
          <EmptyState
            title="Nothing here"
            text="Nobody did this. Choose other filters above, or look at what was read."
          />
        }
      />
      <CursorPager path="/admin/audit" query={query} nextCursor={page.next_cursor} />
    </>
  );
}

export default function AuditPage({ searchParams }: Props) {
  return (
    <>
      <PageTitle>Audit</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
