import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { sellingStatus } from '@/components/admin/catalog/catalog-words';
import { OwnedNote } from '@/components/admin/catalog/owned-note';
import { planOfProduct } from '@/components/admin/catalog/ownership';
import { PriceTable } from '@/components/admin/catalog/price-table';
import { ProductActions } from '@/components/admin/catalog/product-actions';
import { ProductFacts } from '@/components/admin/catalog/product-facts';
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
import {
  archiveProduct,
  deleteProduct,
  restoreProduct,
  saveProduct,
  setDefaultPrice,
} from '../actions';

export const metadata: Metadata = { title: 'Product' };

type Props = Pick<PageProps<'/admin/products/[id]'>, 'params' | 'searchParams'>;

const done = {
  created: 'The product is created. It needs a price before it can be bought.',
  saved: 'The product is saved.',
  default: 'The default price is chosen.',
  archived: 'The product is archived: nobody can buy it any more.',
  restored: 'The product is for sale again.',
  kept: 'Stripe would not delete this product, because it has prices. It was archived instead: nobody can buy it any more, and subscriptions go on.',
};

const actions = {
  save: saveProduct,
  setDefault: setDefaultPrice,
  archive: archiveProduct,
  restore: restoreProduct,
  remove: deleteProduct,
};

/** Operators who may see the catalog; the actions are for those who may change it. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/products/${id}`, 'catalog:read');
  const [product, locale] = await Promise.all([
    readCommand(admin, 'products.get', { id }),
    getReaderLocale(),
  ]);
  const mayChange = hasScope(admin, 'catalog:write') && sellingStatus(product) !== 'deleted';
  const plan = planOfProduct(product.id);
  return (
    <>
      <title>{`${product.name} · Cue console`}</title>
      <Breadcrumbs
        parents={[{ href: '/admin/products', label: 'Products' }]}
        current={product.name}
      />
      <PageTitle
        action={
          mayChange && (
            <Link
              href={{ pathname: '/admin/prices/new', query: { product: id } }}
              className={buttonStyle({ variant: 'primary' })}
            >
              <PlusIcon className="size-4" />
              New price
            </Link>
          )
        }
      >
        <span className="break-words">{product.name}</span>
      </PageTitle>
      <DoneNote done={firstParam(query, 'done')} sentences={done} />
      {plan !== null && (
        <OwnedNote
          plan={plan}
          fields="The name, the description, whether it is for sale and the metadata cue_plan"
        />
      )}
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          <Panel title="Prices">
            <PriceTable
              prices={product.prices}
              productNames={null}
              defaultId={product.default_price_id}
              locale={locale}
            />
          </Panel>
          {mayChange && (
            <ProductActions
              product={product}
              prices={product.prices}
              locale={locale}
              actions={actions}
            />
          )}
          <CatalogHistory admin={admin} type="product" id={product.id} locale={locale} />
        </div>
        <div className="min-w-0 max-lg:order-first">
          <ProductFacts product={product} locale={locale} />
        </div>
      </div>
    </>
  );
}

export default function ProductPage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
