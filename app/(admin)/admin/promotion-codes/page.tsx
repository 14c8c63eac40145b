import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CursorPager } from '@/components/admin/cursor-pager';
import { CodeTable } from '@/components/admin/catalog/code-table';
import { FilterLinks } from '@/components/admin/filter-links';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { SearchForm } from '@/components/admin/search-form';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCatalogList, statusOptions } from '../catalog-list';
import { readCommand } from '../command';

export const metadata: Metadata = { title: 'Promotion codes' };

type Props = Pick<PageProps<'/admin/promotion-codes'>, 'searchParams'>;

const path = '/admin/promotion-codes';

/** Operators who may see the catalog. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin(path, 'catalog:read');
  const list = readCatalogList(await searchParams);
  const [page, locale] = await Promise.all([
    readCommand(admin, 'promotion_codes.list', { ...list.input, active: list.isActive }),
    getReaderLocale(),
  ]);
  return (
    <>
      <PageTitle
        action={
          hasScope(admin, 'catalog:write') && (
            <Link href="/admin/promotion-codes/new" className={buttonStyle({ variant: 'primary' })}>
              <PlusIcon className="size-4" />
              New promotion code
            </Link>
          )
        }
      >
        Promotion codes
      </PageTitle>
      <SearchForm
        path={path}
        label="Search promotion codes"
        words={list.query.q ?? ''}
        help="A part of a code or an id."
      />
      <FilterLinks
        path={path}
        query={list.query}
        name="status"
        label="Status"
        options={statusOptions}
      />
      <CodeTable codes={page.data} now={new Date()} isFiltered={list.isFiltered} locale={locale} />
      <CursorPager path={path} query={list.query} nextCursor={page.next_cursor} />
    </>
  );
}

export default function PromotionCodesPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
