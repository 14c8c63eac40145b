import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CatalogListFrame } from '@/components/admin/catalog/catalog-list-frame';
import { PriceTable } from '@/components/admin/catalog/price-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCatalogList } from '../catalog-list';
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
    <CatalogListFrame
      words={{ one: 'price', many: 'prices' }}
      path={path}
      newPath={hasScope(admin, 'catalog:write') ? '/admin/prices/new' : null}
      query={list.query}
      nextCursor={page.next_cursor}
      searchHelp="A part of a lookup key, a nickname or an id."
    >
      <PriceTable
        prices={page.data}
        productNames={names}
        isFiltered={list.isFiltered}
        locale={locale}
      />
    </CatalogListFrame>
  );
}

export default function PricesPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
