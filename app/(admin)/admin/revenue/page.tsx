import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { EmptyState } from '@/components/admin/empty-state';
import { FilterLinks } from '@/components/admin/filter-links';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { RevenueCharts } from '@/components/admin/revenue/revenue-charts';
import { RevenueFigures } from '@/components/admin/revenue/revenue-figures';
import { FailedTable, PlanTable } from '@/components/admin/revenue/revenue-tables';
import { RevenueWords } from '@/components/admin/revenue/revenue-words';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { LocalDate } from '@/components/ui/local-date';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../command';

export const metadata: Metadata = { title: 'Revenue' };

const PATH = '/admin/revenue';
const spans = [
  { value: '6', label: '6 months' },
  { value: null, label: '12 months' },
  { value: '24', label: '24 months' },
];

type Props = Pick<PageProps<'/admin/revenue'>, 'searchParams'>;

/** Operators who may see what is billed. */
async function Content({ searchParams }: Props) {
  const admin = await requirePageAdmin(PATH, 'billing:read');
  const params = await searchParams;
  const query = { months: firstParam(params, 'months'), currency: firstParam(params, 'currency') };
  const [revenue, locale] = await Promise.all([
    readCommand(admin, 'revenue.get', {
      months: Number(query.months ?? 12),
      ...(query.currency !== null && { currency: query.currency }),
    }),
    getReaderLocale(),
  ]);
  if (revenue.currencies.length === 0) return <NothingYet />;
  const currencies = revenue.currencies.map((value, index) => ({
    value: index === 0 ? null : value,
    label: value.toUpperCase(),
  }));
  return (
    <>
      <div className="flex flex-wrap justify-between gap-x-6">
        <FilterLinks path={PATH} query={query} name="months" label="Months" options={spans} />
        {currencies.length > 1 && (
          <FilterLinks
            path={PATH}
            query={query}
            name="currency"
            label="Currency"
            options={currencies}
          />
        )}
      </div>
      <RevenueFigures revenue={revenue} locale={locale} />
      <RevenueCharts revenue={revenue} locale={locale} />
      <PlanTable revenue={revenue} locale={locale} />
      <FailedTable revenue={revenue} locale={locale} />
      <RevenueWords graceDays={revenue.grace_days} />
      <p className="mt-8 text-sm text-faint">
        Computed from the mirror on <LocalDate value={revenue.at} locale={locale} withTime />.
      </p>
    </>
  );
}

function NothingYet() {
  return (
    <EmptyState
      title="No revenue yet"
      text="It appears here with the first subscription. Nothing is estimated: every figure comes from what Stripe has billed."
    >
      <Link href="/pricing" className={buttonStyle()}>
        Open the pricing page
      </Link>
    </EmptyState>
  );
}

export default function RevenuePage({ searchParams }: Props) {
  return (
    <>
      <PageTitle>Revenue</PageTitle>
      <Suspense fallback={<ListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
    </>
  );
}
