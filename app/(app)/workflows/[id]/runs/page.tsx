import type { Metadata } from 'next';
import { Suspense } from 'react';
import { z } from 'zod';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { Section } from '@/components/layout/section';
import { toReadiness } from '@/components/workflows/runs/readiness';
import { RunList } from '@/components/workflows/runs/run-list';
import { RunPanel } from '@/components/workflows/runs/run-panel';
import { RunsSkeleton } from '@/components/workflows/runs/runs-skeleton';
import { StatusMark } from '@/components/workflows/status-mark';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import type { Db } from '@/lib/db/clients';
import { findNode } from '@/lib/workflows/nodes/registry';
import { getRun, listRuns } from '@/lib/workflows/runner/queries';
import { requireOwnWorkflow } from '../require-own-workflow';
import { startWorkflowRun } from './actions';

export const metadata: Metadata = { title: 'Workflow runs' };

type Props = PageProps<'/workflows/[id]/runs'>;

const RUNS_PER_PAGE = 20;

/** The run that shall happen again, if it is one of this workflow. */
async function getRunLike(db: Db, workflowId: string, runId: string | null) {
  if (!z.uuid().safeParse(runId).success || runId === null) return null;
  const run = await getRun(db, runId, { after: -1 });
  return run?.workflowId === workflowId ? run : null;
}

/** The owner. */
async function Content({ params, searchParams }: Props) {
  const { workflow, db, entitlements } = await requireOwnWorkflow(params, '/runs');
  const { id, name, status, nodeData } = workflow;
  const { limits, usage } = entitlements;
  const query = await searchParams;
  const cursor = firstParam(query, 'cursor');
  const [page, like, locale] = await Promise.all([
    listRuns(db, id, { limit: RUNS_PER_PAGE, ...(cursor !== null && { cursor }) }),
    getRunLike(db, id, firstParam(query, 'like')),
    getReaderLocale(),
  ]);
  const trigger = nodeData.nodes
    .map(({ type }) => findNode(type))
    .find((node) => node?.category === 'trigger');
  return (
    <>
      <title>{`Runs of ${name} · Cue`}</title>
      <WorkflowHeader id={id} name={name} current="runs">
        <StatusMark status={status} />
      </WorkflowHeader>
      {/* The bar above has a line already. */}
      <div className="[&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
        <Section title="Run by hand" help="At once, whether or not the workflow is active.">
          <RunPanel
            action={startWorkflowRun}
            workflowId={id}
            sample={JSON.stringify(like?.input ?? trigger?.sample ?? {}, null, 2)}
            readiness={toReadiness(nodeData, entitlements)}
            runs={{ used: usage.runs, limit: limits.runs }}
          />
        </Section>
        <Section title="History" help={`Your plan keeps a run for ${limits.historyDays} days.`}>
          <RunList workflowId={id} page={page} isFirst={cursor === null} locale={locale} />
        </Section>
      </div>
    </>
  );
}

export default function WorkflowRunsPage(props: Props) {
  return (
    <Suspense fallback={<RunsSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
