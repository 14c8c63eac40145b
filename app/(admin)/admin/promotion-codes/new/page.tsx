import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { durationWords, worthWords } from '@/components/admin/catalog/catalog-words';
import { CodeForm } from '@/components/admin/catalog/code-form';
import { EmptyState } from '@/components/admin/empty-state';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../command';
import { createCode } from '../actions';

export const metadata: Metadata = { title: 'New promotion code' };

type Props = Pick<PageProps<'/admin/promotion-codes/new'>, 'searchParams'>;

/** Operators who may change the catalog. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin('/admin/promotion-codes/new', 'catalog:write');
  const couponId = firstParam(await searchParams, 'coupon');
  const isSold = { valid: true, archived: false, limit: 100 };
  const [coupons, locale] = await Promise.all([
    couponId === null
      ? readCommand(admin, 'coupons.list', isSold).then(({ data }) => data)
      : readCommand(admin, 'coupons.get', { id: couponId }).then((coupon) => [coupon]),
    getReaderLocale(),
  ]);
  if (coupons.length === 0) {
    return (
      <EmptyState
        title="No coupon to redeem"
        text="A promotion code redeems a coupon, and there is none that can be redeemed."
      >
        <Link href="/admin/coupons/new" className={buttonStyle({ variant: 'primary' })}>
          New coupon
        </Link>
      </EmptyState>
    );
  }
  const choices = coupons.map((coupon) => ({
    id: coupon.id,
    words: [worthWords(coupon, locale), durationWords(coupon), coupon.name ?? coupon.id].join(', '),
  }));
  return <CodeForm action={createCode} coupons={choices} couponId={couponId} />;
}

export default function NewCodePage({ searchParams }: Props) {
  return (
    <>
      <Breadcrumbs
        parents={[{ href: '/admin/promotion-codes', label: 'Promotion codes' }]}
        current="New"
      />
      <PageTitle>New promotion code</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
