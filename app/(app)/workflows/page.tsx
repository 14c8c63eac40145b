import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { z } from 'zod';
import { getReaderLocale } from '@/app/reader-locale';
import { requireReader } from '@/app/reader';
import { firstParam } from '@/app/search-params';
import { UsageMeter } from '@/components/billing/usage-meter';
import { PageTitle } from '@/components/layout/page-title';
import { buttonStyle } from '@/components/ui/button';
import { PlusIcon } from '@/components/ui/icons';
import { NoticeToast } from '@/components/ui/notice-toast';
import { Pagination } from '@/components/ui/pagination';
import { EmptyWorkflows } from '@/components/workflows/empty-workflows';
import { ExportPanel } from '@/components/workflows/export-panel';
import { WorkflowFilter } from '@/components/workflows/workflow-filter';
import { WorkflowList, WorkflowListSkeleton } from '@/components/workflows/workflow-list';
import { listWorkflows } from '@/lib/workflows/queries';
import { workflowListQuerySchema } from '@/lib/workflows/schema';
import { templates } from '@/lib/workflows/templates/gallery';

export const metadata: Metadata = { title: 'Workflows' };

const WORKFLOWS_PER_PAGE = 20;

/** An address is typed and shared by people: what is wrong in it filters nothing. */
const filterSchema = z.object({
  search: workflowListQuerySchema.shape.search
    .unwrap()
    .transform((words) => words || undefined)
    .optional()
    .catch(undefined),
  status: workflowListQuerySchema.shape.status.catch(undefined),
});

type Props = Pick<PageProps<'/workflows'>, 'searchParams'>;

/** The signed-in person's own workflows. */
async function Content({ searchParams }: Props) {
  const { db, entitlements } = await requireReader('/workflows');
  const asked = Number(firstParam(await searchParams, 'page') ?? 1);
  const page = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, 5000) : 1;
  const filter = filterSchema.parse({
    search: firstParam(await searchParams, 'search'),
    status: firstParam(await searchParams, 'status'),
  });
  const query = workflowListQuerySchema.parse({
    skip: (page - 1) * WORKFLOWS_PER_PAGE,
    limit: WORKFLOWS_PER_PAGE,
    ...filter,
  });
  const [list, locale] = await Promise.all([listWorkflows(db, query), getReaderLocale()]);
  const isFiltered = filter.search !== undefined || filter.status !== undefined;
  if (list.total === 0 && !isFiltered) return <EmptyWorkflows template={templates[0]} />;
  const pages = Math.ceil(list.total / WORKFLOWS_PER_PAGE);
  return (
    <>
      <WorkflowFilter {...filter} />
      {list.total === 0 ? (
        <p className="rounded border border-dashed p-6 text-sm text-soft">
          No workflow is like that.{' '}
          <Link href="/workflows" className="underline underline-offset-4">
            Show all of them
          </Link>
        </p>
      ) : (
        <WorkflowList workflows={list.workflows} locale={locale} />
      )}
      <Pagination
        page={Math.min(page, pages)}
        pages={pages}
        path="/workflows"
        query={{
          ...(filter.search !== undefined && { search: filter.search }),
          ...(filter.status !== undefined && { status: filter.status }),
        }}
      />
      <div className="mt-10 max-w-sm">
        <UsageMeter
          label="Workflows"
          used={entitlements.usage.workflows}
          limit={entitlements.limits.workflows}
        />
      </div>
      <section aria-labelledby="export-all" className="mt-12 border-t pt-8">
        <h2 id="export-all" className="mb-4 font-medium">
          Take all of it with you
        </h2>
        <ExportPanel
          feature="bulk_export"
          isUnlocked={entitlements.features.includes('bulk_export')}
          href="/api/workflows/export"
          label="Export everything"
        />
      </section>
    </>
  );
}

export default function WorkflowsPage({ searchParams }: Props) {
  return (
    <>
      <PageTitle
        action={
          <Link href="/workflows/new" className={buttonStyle({ variant: 'primary' })}>
            <PlusIcon className="size-[18px]" />
            New workflow
          </Link>
        }
      >
        Workflows
      </PageTitle>
      <Suspense fallback={<WorkflowListSkeleton />}>
        <Content searchParams={searchParams} />
      </Suspense>
      <Suspense fallback={null}>
        <NoticeToast notices={{ deleted: 'The workflow is deleted.' }} />
      </Suspense>
    </>
  );
}
