import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CursorPager } from '@/components/admin/cursor-pager';
import { PriceTable } from '@/components/admin/catalog/price-table';
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

export const metadata: Metadata = { title: 'Prices' };

type Props = Pick<PageProps<'/admin/prices'>, 'searchParams'>;

const path = '/admin/prices';

/** Operators who may see the catalog. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin(path, 'catalog:read');
  const list = readCatalogList(await searchParams);
  const [page, products, locale] = await Promise.all([
    readCommand(admin, 'prices.list', { ...list.input, active: list.isActive }),
    readCommand(admin, 'products.list', { limit: 100 }),
    getReaderLocale(),
  ]);
  // A product beyond the newest hundred is called by its id.
  const names = new Map(products.data.map(({ id, name }) => [id, name]));
  return (
    <>
      <PageTitle
        action={
          hasScope(admin, 'catalog:write') && (
            <Link href="/admin/prices/new" className={buttonStyle({ variant: 'primary' })}>
              <PlusIcon className="size-4" />
              New price
            </Link>
          )
        }
      >
        Prices
      </PageTitle>
      <SearchForm
        path={path}
        label="Search prices"
        words={list.query.q ?? ''}
        help="A part of a lookup key, a nickname or an id."
      />
      <FilterLinks
        path={path}
        query={list.query}
        name="status"
        label="Status"
        options={statusOptions}
      />
      <PriceTable
        prices={page.data}
        productNames={names}
        isFiltered={list.isFiltered}
        locale={locale}
      />
      <CursorPager path={path} query={list.query} nextCursor={page.next_cursor} />
    </>
  );
}

export default function PricesPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
