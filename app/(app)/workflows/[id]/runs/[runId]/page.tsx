import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { z } from 'zod';
import { getReaderLocale } from '@/app/reader-locale';
import { RunDetail } from '@/components/workflows/runs/run-detail';
import { StatusMark } from '@/components/workflows/status-mark';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { getRun } from '@/lib/workflows/runner/queries';
import { requireOwnWorkflow } from '../../require-own-workflow';
import { cancelWorkflowRun, retryWorkflowRun } from '../actions';

export const metadata: Metadata = { title: 'Workflow run' };

type Props = Pick<PageProps<'/workflows/[id]/runs/[runId]'>, 'params'>;

/** The owner; a run of another workflow is as little there as one that never was. */
async function Content({ params }: Props) {
  const { runId } = await params;
  const { workflow, db } = await requireOwnWorkflow(params, `/runs/${runId}`);
  if (!z.uuid().safeParse(runId).success) notFound();
  const [run, locale] = await Promise.all([getRun(db, runId, { after: -1 }), getReaderLocale()]);
  if (run?.workflowId !== workflow.id) notFound();
  return (
    <>
      <title>{`A run of ${workflow.name} · Cue`}</title>
      <WorkflowHeader id={workflow.id} name={workflow.name} current="runs">
        <StatusMark status={workflow.status} />
      </WorkflowHeader>
      <RunDetail
        run={run}
        locale={locale}
        actions={{ cancel: cancelWorkflowRun, retry: retryWorkflowRun }}
      />
    </>
  );
}

export default function WorkflowRunPage({ params }: Props) {
  return (
    <Suspense fallback={<WorkflowDetailSkeleton />}>
      <Content params={params} />
    </Suspense>
  );
}
