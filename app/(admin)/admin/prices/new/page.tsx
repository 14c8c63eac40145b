import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { firstParam } from '@/app/search-params';
import { OwnedNote } from '@/components/admin/catalog/owned-note';
import { planOfProduct } from '@/components/admin/catalog/ownership';
import { PriceForm } from '@/components/admin/catalog/price-form';
import { EmptyState } from '@/components/admin/empty-state';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../command';
import { createPrice } from '../actions';

export const metadata: Metadata = { title: 'New price' };

type Props = Pick<PageProps<'/admin/prices/new'>, 'searchParams'>;

/** Operators who may change the catalog. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin('/admin/prices/new', 'catalog:write');
  const productId = firstParam(await searchParams, 'product');
  // From a product's page only that product is meant; otherwise the newest hundred are offered.
  const products =
    productId === null
      ? (await readCommand(admin, 'products.list', { active: true, limit: 100 })).data
      : [await readCommand(admin, 'products.get', { id: productId })];
  const plan = productId === null ? null : planOfProduct(productId);
  if (products.length === 0) {
    return (
      <EmptyState title="Nothing to sell yet" text="A price belongs to a product.">
        <Link href="/admin/products/new" className={buttonStyle({ variant: 'primary' })}>
          New product
        </Link>
      </EmptyState>
    );
  }
  return (
    <>
      {plan !== null && <OwnedNote plan={plan} fields="The prices that Cue sells at" />}
      <PriceForm action={createPrice} products={products} productId={productId} />
    </>
  );
}

export default function NewPricePage({ searchParams }: Props) {
  return (
    <>
      <Breadcrumbs parents={[{ href: '/admin/prices', label: 'Prices' }]} current="New" />
      <PageTitle>New price</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
