import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CatalogListFrame } from '@/components/admin/catalog/catalog-list-frame';
import { CodeTable } from '@/components/admin/catalog/code-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCatalogList } from '../catalog-list';
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
    <CatalogListFrame
      words={{ one: 'promotion code', many: 'promotion codes' }}
      path={path}
      newPath={hasScope(admin, 'catalog:write') ? '/admin/promotion-codes/new' : null}
      query={list.query}
      nextCursor={page.next_cursor}
      searchHelp="A part of a code or an id."
    >
      <CodeTable codes={page.data} now={new Date()} isFiltered={list.isFiltered} locale={locale} />
    </CatalogListFrame>
  );
}

export default function PromotionCodesPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
