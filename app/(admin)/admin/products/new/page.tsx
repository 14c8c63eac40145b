import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ProductForm } from '@/components/admin/catalog/product-form';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';
import { createProduct } from '../actions';

export const metadata: Metadata = { title: 'New product' };

/** Operators who may change the catalog. */
async function Content() {
  await requirePageAdmin('/admin/products/new', 'catalog:write');
  return <ProductForm action={createProduct} />;
}

export default function NewProductPage() {
  return (
    <>
      <Breadcrumbs parents={[{ href: '/admin/products', label: 'Products' }]} current="New" />
      <PageTitle>New product</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content />
      </Suspense>
    </>
  );
}
