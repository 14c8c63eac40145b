import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { Section } from '@/components/layout/section';
import { RunForm } from '@/components/workflows/runs/run-form';
import { RunList } from '@/components/workflows/runs/run-list';
import { StatusMark } from '@/components/workflows/status-mark';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { findNode } from '@/lib/workflows/nodes/registry';
import { listRuns } from '@/lib/workflows/runner/queries';
import { requireOwnWorkflow } from '../require-own-workflow';
import { startWorkflowRun } from './actions';

export const metadata: Metadata = { title: 'Workflow runs' };

type Props = PageProps<'/workflows/[id]/runs'>;

const RUNS_PER_PAGE = 20;

/** The owner. */
async function Content({ params, searchParams }: Props) {
  const { workflow, db } = await requireOwnWorkflow(params, '/runs');
  const { id, name, status, nodeData } = workflow;
  const cursor = firstParam(await searchParams, 'cursor');
  const [page, locale] = await Promise.all([
    listRuns(db, id, { limit: RUNS_PER_PAGE, ...(cursor !== null && { cursor }) }),
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
      <Section title="Run by hand" help="At once, whether or not the workflow is active.">
        <RunForm
          action={startWorkflowRun}
          workflowId={id}
          sample={JSON.stringify(trigger?.sample ?? {}, null, 2)}
        />
      </Section>
      <Section title="History" help="Kept as long as your plan says.">
        <RunList workflowId={id} page={page} locale={locale} />
      </Section>
    </>
  );
}

export default function WorkflowRunsPage(props: Props) {
  return (
    <Suspense fallback={<WorkflowDetailSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
