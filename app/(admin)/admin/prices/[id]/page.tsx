import type { Metadata, Route } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { priceWords, sellingStatus } from '@/components/admin/catalog/catalog-words';
import { OwnedNote } from '@/components/admin/catalog/owned-note';
import { planOfPrice } from '@/components/admin/catalog/ownership';
import { PriceActions } from '@/components/admin/catalog/price-actions';
import { PriceFacts } from '@/components/admin/catalog/price-facts';
import { DoneNote } from '@/components/admin/done-note';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { hasScope } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { CatalogHistory } from '../../catalog-history';
import { readCommand } from '../../command';
import { archivePrice, deletePrice, restorePrice, savePrice } from '../actions';

export const metadata: Metadata = { title: 'Price' };

type Props = Pick<PageProps<'/admin/prices/[id]'>, 'params' | 'searchParams'>;

const done = {
  created: 'The price is created.',
  replaced:
    'This is the new price. The old one is archived; who subscribed to it goes on paying it.',
  saved: 'The price is saved.',
  archived: 'The price is archived: nobody buys at it any more.',
  restored: 'The price can be bought at again.',
  kept: 'Stripe deletes no prices, because invoices name them. This one was archived instead: nobody buys at it any more.',
};

const actions = {
  save: savePrice,
  archive: archivePrice,
  restore: restorePrice,
  remove: deletePrice,
};

/** Operators who may see the catalog; the actions are for those who may change it. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/prices/${id}`, 'catalog:read');
  const price = await readCommand(admin, 'prices.get', { id });
  const [product, locale] = await Promise.all([
    readCommand(admin, 'products.get', { id: price.product_id }),
    getReaderLocale(),
  ]);
  const mayChange = hasScope(admin, 'catalog:write') && sellingStatus(price) !== 'deleted';
  const words = priceWords(price, locale);
  const plan = planOfPrice(price);
  return (
    <>
      <title>{`${words} · Cue console`}</title>
      <Breadcrumbs
        parents={[
          { href: '/admin/products', label: 'Products' },
          { href: `/admin/products/${product.id}` as Route, label: product.name },
        ]}
        current={words}
      />
      <PageTitle
        action={
          mayChange &&
          price.active &&
          price.unit_amount !== null && (
            <Link
              href={`/admin/prices/${price.id}/change`}
              className={buttonStyle({ variant: 'primary' })}
            >
              Change the amount
            </Link>
          )
        }
      >
        {words}
      </PageTitle>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      {plan !== null && (
        <OwnedNote
          plan={plan}
          fields="The amount, the currency, the rhythm, the lookup key and whether it is for sale"
        />
      )}
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          {mayChange && <PriceActions price={price} actions={actions} />}
          <CatalogHistory admin={admin} type="price" id={price.id} locale={locale} />
        </div>
        <div className="min-w-0 max-lg:order-first">
          <PriceFacts
            price={price}
            product={product}
            isDefault={product.default_price_id === price.id}
            locale={locale}
          />
        </div>
      </div>
    </>
  );
}

export default function PricePage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
