import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CouponForm } from '@/components/admin/catalog/coupon-form';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';
import { createCoupon } from '../actions';

export const metadata: Metadata = { title: 'New coupon' };

/** Operators who may change the catalog. */
async function Content() {
  await requirePageAdmin('/admin/coupons/new', 'catalog:write');
  return <CouponForm action={createCoupon} />;
}

export default function NewCouponPage() {
  return (
    <>
      <Breadcrumbs parents={[{ href: '/admin/coupons', label: 'Coupons' }]} current="New" />
      <PageTitle>New coupon</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content />
      </Suspense>
    </>
  );
}
