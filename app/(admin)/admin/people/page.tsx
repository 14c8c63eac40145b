import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { DoneNote } from '@/components/admin/done-note';
import { Keys } from '@/components/admin/keys';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { People } from '@/components/admin/people';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../command';
import { createKey, grantRole, revokeKey, revokeRole } from './actions';

export const metadata: Metadata = { title: 'Keys and people' };

type Props = Pick<PageProps<'/admin/people'>, 'searchParams'>;

const done = {
  granted: 'The role is given. It holds from the next request on.',
  revoked: 'The role is taken away, and the keys made with it are ended.',
  ended: 'The key is ended.',
};

/** Admins. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin('/admin/people', 'members:manage');
  const [members, keys, query, locale] = await Promise.all([
    readCommand(admin, 'members.list', {}),
    readCommand(admin, 'keys.list', {}),
    searchParams,
    getReaderLocale(),
  ]);
  return (
    <>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      <People
        members={members.data}
        locale={locale}
        actions={{ grant: grantRole, revoke: revokeRole }}
      />
      <Keys keys={keys.data} locale={locale} actions={{ create: createKey, revoke: revokeKey }} />
    </>
  );
}

export default function PeoplePage({ searchParams }: Props) {
  return (
    <>
      <PageTitle>Keys and people</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
