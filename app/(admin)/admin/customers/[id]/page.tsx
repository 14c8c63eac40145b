import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { Facts } from '@/components/admin/facts';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { ObjectId } from '@/components/admin/object-id';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { LocalDate } from '@/components/ui/local-date';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../command';

export const metadata: Metadata = { title: 'Customer' };

type Props = Pick<PageProps<'/admin/customers/[id]'>, 'params'>;

/** Operators who may see customers. */
async function Content({ params }: Props) {
  const { id } = await params;
  const admin = await requirePageAdmin(`/admin/customers/${id}`, 'customers:read');
  const [customer, locale] = await Promise.all([
    readCommand(admin, 'customers.get', { id }),
    getReaderLocale(),
  ]);
  const name = customer.email ?? customer.name ?? customer.id;
  return (
    <>
      <Breadcrumbs parents={[{ href: '/admin/customers', label: 'Customers' }]} current={name} />
      <PageTitle>{name}</PageTitle>
      <Facts
        facts={[
          ['Id', <ObjectId key="id" id={customer.id} />],
          ['Name', customer.name],
          ['Since', <LocalDate key="since" value={customer.created_at} locale={locale} />],
        ]}
      />
    </>
  );
}

export default function CustomerPage({ params }: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content params={params} />
    </Suspense>
  );
}
