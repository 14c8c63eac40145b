import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { CursorPager } from '@/components/admin/cursor-pager';
import { CustomerTable } from '@/components/admin/customer-table';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { SearchForm } from '@/components/admin/search-form';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../command';

export const metadata: Metadata = { title: 'Customers' };

type Props = Pick<PageProps<'/admin/customers'>, 'searchParams'>;

/** Operators who may see customers. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin('/admin/customers', 'customers:read');
  const params = await searchParams;
  const words = firstParam(params, 'q') ?? '';
  const after = firstParam(params, 'after');
  const [page, locale] = await Promise.all([
    readCommand(admin, 'customers.search', { q: words, ...(after !== null && { after }) }),
    getReaderLocale(),
  ]);
  return (
    <>
      <SearchForm
        path="/admin/customers"
        label="Search customers"
        words={words}
        help="An e-mail address or name, or an id of a customer, a subscription, an invoice or a payment."
      />
      <CustomerTable customers={page.data} words={words} locale={locale} />
      <CursorPager
        path="/admin/customers"
        query={{ q: words, after }}
        nextCursor={page.next_cursor}
      />
    </>
  );
}

export default function CustomersPage({ searchParams }: Props) {
  return (
    <>
      <PageTitle>Customers</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
