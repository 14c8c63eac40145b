import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CursorPager } from '@/components/admin/cursor-pager';
import { ProductTable } from '@/components/admin/catalog/product-table';
import { DoneNote } from '@/components/admin/done-note';
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

export const metadata: Metadata = { title: 'Products' };

type Props = Pick<PageProps<'/admin/products'>, 'searchParams'>;

const path = '/admin/products';
const done = { deleted: 'The product is deleted.' };

/** Operators who may see the catalog. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin(path, 'catalog:read');
  const list = readCatalogList(await searchParams);
  const [page, locale] = await Promise.all([
    readCommand(admin, 'products.list', { ...list.input, active: list.isActive }),
    getReaderLocale(),
  ]);
  return (
    <>
      <PageTitle
        action={
          hasScope(admin, 'catalog:write') && (
            <Link href="/admin/products/new" className={buttonStyle({ variant: 'primary' })}>
              <PlusIcon className="size-4" />
              New product
            </Link>
          )
        }
      >
        Products
      </PageTitle>
      <DoneNote done={list.done} sentences={done} />
      <SearchForm
        path={path}
        label="Search products"
        words={list.query.q ?? ''}
        help="A part of a name, a description or an id."
      />
      <FilterLinks
        path={path}
        query={list.query}
        name="status"
        label="Status"
        options={statusOptions}
      />
      <ProductTable products={page.data} isFiltered={list.isFiltered} locale={locale} />
      <CursorPager path={path} query={list.query} nextCursor={page.next_cursor} />
    </>
  );
}

export default function ProductsPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
