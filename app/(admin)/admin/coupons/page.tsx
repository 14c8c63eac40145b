import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { CursorPager } from '@/components/admin/cursor-pager';
import { CouponTable } from '@/components/admin/catalog/coupon-table';
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
    <>
      <PageTitle
        action={
          hasScope(admin, 'catalog:write') && (
            <Link href="/admin/coupons/new" className={buttonStyle({ variant: 'primary' })}>
              <PlusIcon className="size-4" />
              New coupon
            </Link>
          )
        }
      >
        Coupons
      </PageTitle>
      <DoneNote done={list.done} sentences={done} />
      <SearchForm
        path={path}
        label="Search coupons"
        words={list.query.q ?? ''}
        help="A part of a name or an id."
      />
      <FilterLinks
        path={path}
        query={list.query}
        name="status"
        label="Status"
        options={statusOptions}
      />
      <CouponTable coupons={page.data} isFiltered={list.isFiltered} locale={locale} />
      <CursorPager path={path} query={list.query} nextCursor={page.next_cursor} />
    </>
  );
}

export default function CouponsPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content searchParams={searchParams} />
    </Suspense>
  );
}
