import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { couponStatus, durationWords, worthWords } from '@/components/admin/catalog/catalog-words';
import { CodeTable } from '@/components/admin/catalog/code-table';
import { CouponActions } from '@/components/admin/catalog/coupon-actions';
import { CouponFacts } from '@/components/admin/catalog/coupon-facts';
import { DiscountTable } from '@/components/admin/catalog/discount-table';
import { DoneNote } from '@/components/admin/done-note';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Panel } from '@/components/admin/panel';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { CatalogHistory } from '../../catalog-history';
import { readCommand } from '../../command';
import { archiveCoupon, deleteCoupon, restoreCoupon, saveCoupon } from '../actions';

export const metadata: Metadata = { title: 'Coupon' };

type Props = Pick<PageProps<'/admin/coupons/[id]'>, 'params' | 'searchParams'>;

const done = {
  created: 'The coupon is created. Customers need a promotion code to redeem it.',
  saved: 'The coupon is saved.',
  archived:
    'The coupon is archived and its promotion codes are over. Discounts that were given go on.',
  restored: 'The coupon is back. Its promotion codes are still off.',
  kept: 'The coupon was archived, because Stripe would not delete it.',
};

const actions = {
  save: saveCoupon,
  archive: archiveCoupon,
  restore: restoreCoupon,
  remove: deleteCoupon,
};

/** Operators who may see the catalog; the actions are for those who may change it. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/coupons/${id}`, 'catalog:read');
  const [coupon, locale] = await Promise.all([
    readCommand(admin, 'coupons.get', { id }),
    getReaderLocale(),
  ]);
  const status = couponStatus(coupon);
  const mayChange = hasScope(admin, 'catalog:write') && status !== 'deleted';
  const words = `${worthWords(coupon, locale)}, ${durationWords(coupon)}`;
  const name = coupon.name ?? words;
  return (
    <>
      <title>{`${name} · Cue console`}</title>
      <Breadcrumbs parents={[{ href: '/admin/coupons', label: 'Coupons' }]} current={name} />
      <PageTitle
        action={
          mayChange &&
          status === 'active' && (
            <Link
              href={{ pathname: '/admin/promotion-codes/new', query: { coupon: coupon.id } }}
              className={buttonStyle({ variant: 'primary' })}
            >
              <PlusIcon className="size-4" />
              New promotion code
            </Link>
          )
        }
      >
        <span className="break-words">{name}</span>
      </PageTitle>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          <Panel title="Promotion codes">
            <CodeTable codes={coupon.promotion_codes} now={new Date()} locale={locale} />
          </Panel>
          <Panel title="Discounts in force">
            <DiscountTable discounts={coupon.discounts} locale={locale} />
          </Panel>
          {mayChange && <CouponActions coupon={coupon} actions={actions} />}
          <CatalogHistory admin={admin} type="coupon" id={coupon.id} locale={locale} />
        </div>
        <div className="min-w-0 max-lg:order-first">
          <CouponFacts coupon={coupon} locale={locale} />
        </div>
      </div>
    </>
  );
}

export default function CouponPage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
