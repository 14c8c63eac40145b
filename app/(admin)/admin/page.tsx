import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { destinationGroups } from '@/components/admin/destinations';
import { Panel } from '@/components/admin/panel';
import { SearchForm } from '@/components/admin/search-form';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';

export const metadata: Metadata = { title: 'Console' };

/** Operators. */
async function Content() {
  await requirePageAdmin('/admin');
  return (
    <>
      <SearchForm
        path="/admin/customers"
        label="Search customers"
        words=""
        help="An e-mail address or name, or an id of a customer, a subscription, an invoice or a payment."
      />
      {destinationGroups.map(({ name, destinations }) => (
        <Panel key={name} title={name}>
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {destinations.map(({ href, label, about }) => (
              <li
                key={href}
                className="relative rounded border bg-sheet p-4 transition-colors hover:border-edge"
              >
                <Link
                  href={href}
                  className="rounded font-medium after:absolute after:inset-0 after:rounded"
                >
                  {label}
                </Link>
                <p className="mt-1 text-sm text-soft">{about}</p>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </>
  );
}

export default function AdminPage() {
  return (
    <>
      <PageTitle>Console</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content />
      </Suspense>
    </>
  );
}
