import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CatalogListFrame } from '@/components/admin/catalog/catalog-list-frame';
import { CouponTable } from '@/components/admin/catalog/coupon-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCatalogList } from '../catalog-list';
import { readCommand } from '../command';

export const metadata: Metadata = { title: 'Coupons' };

type Props = Pick<PageProps<'/admin/coupons'>, 'searchParams'>;

const path = '/admin/coupons';
const done = { deleted: 'The coupon is deleted, and its promotion codes are over.' };

/** Stripe knows no archived coupons: Cue marks them. One that is used up is neither. */
function statusInput(isActive: boolean | undefined) {
  if (isActive === undefined) return {};
  return isActive ? { valid: true, archived: false } : { archived: true };
}

/** Operators who may see the catalog. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin(path, 'catalog:read');
  const list = readCatalogList(await searchParams);
  const [page, locale] = await Promise.all([
    readCommand(admin, 'coupons.list', { ...list.input, ...statusInput(list.isActive) }),
    getReaderLocale(),
  ]);
  return (
    <CatalogListFrame
      words={{ one: 'coupon', many: 'coupons' }}
      path={path}
      newPath={hasScope(admin, 'catalog:write') ? '/admin/coupons/new' : null}
      query={list.query}
      nextCursor={page.next_cursor}
      searchHelp="A part of a name or an id."
      done={{ word: list.done, sentences: done }}
    >
      <CouponTable coupons={page.data} isFiltered={list.isFiltered} locale={locale} />
    </CatalogListFrame>
  );
}

export default function CouponsPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
