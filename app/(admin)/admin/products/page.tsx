import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CatalogListFrame } from '@/components/admin/catalog/catalog-list-frame';
import { ProductTable } from '@/components/admin/catalog/product-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCatalogList } from '../catalog-list';
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
    <CatalogListFrame
      words={{ one: 'product', many: 'products' }}
      path={path}
      newPath={hasScope(admin, 'catalog:write') ? '/admin/products/new' : null}
      query={list.query}
      nextCursor={page.next_cursor}
      searchHelp="A part of a name, a description or an id."
      done={{ word: list.done, sentences: done }}
    >
      <ProductTable products={page.data} isFiltered={list.isFiltered} locale={locale} />
    </CatalogListFrame>
  );
}

export default function ProductsPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
