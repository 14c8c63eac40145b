import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { codeStatus, durationWords, worthWords } from '@/components/admin/catalog/catalog-words';
import { CodeActions } from '@/components/admin/catalog/code-actions';
import { CodeFacts } from '@/components/admin/catalog/code-facts';
import { DoneNote } from '@/components/admin/done-note';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { CatalogHistory } from '../../catalog-history';
import { readCommand } from '../../command';
import { archiveCode, deleteCode, restoreCode, saveCode } from '../actions';

export const metadata: Metadata = { title: 'Promotion code' };

type Props = Pick<PageProps<'/admin/promotion-codes/[id]'>, 'params' | 'searchParams'>;

const done = {
  created: 'The promotion code is created: customers can redeem it from now on.',
  saved: 'The promotion code is saved.',
  archived: 'The code is turned off: nobody can redeem it any more.',
  restored: 'The code can be redeemed again.',
  kept: 'Stripe deletes no promotion codes. This one was turned off instead: nobody can redeem it any more.',
};

const actions = {
  save: saveCode,
  archive: archiveCode,
  restore: restoreCode,
  remove: deleteCode,
};

/** Operators who may see the catalog; the actions are for those who may change it. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/promotion-codes/${id}`, 'catalog:read');
  const [code, locale] = await Promise.all([
    readCommand(admin, 'promotion_codes.get', { id }),
    getReaderLocale(),
  ]);
  const coupon =
    code.coupon_id === null
      ? null
      : await readCommand(admin, 'coupons.get', { id: code.coupon_id });
  const now = new Date();
  const mayChange = hasScope(admin, 'catalog:write') && codeStatus(code, now) !== 'deleted';
  return (
    <>
      <title>{`${code.code} · Cue console`}</title>
      <Breadcrumbs
        parents={[{ href: '/admin/promotion-codes', label: 'Promotion codes' }]}
        current={code.code}
      />
      <PageTitle>
        <span className="break-all">{code.code}</span>
      </PageTitle>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          {mayChange && <CodeActions code={code} actions={actions} />}
          <CatalogHistory admin={admin} type="promotion_code" id={code.id} locale={locale} />
        </div>
        <div className="min-w-0 max-lg:order-first">
          <CodeFacts
            code={code}
            coupon={
              coupon && {
                id: coupon.id,
                words: `${worthWords(coupon, locale)}, ${durationWords(coupon)}`,
              }
            }
            now={now}
            locale={locale}
          />
        </div>
      </div>
    </>
  );
}

export default function CodePage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
