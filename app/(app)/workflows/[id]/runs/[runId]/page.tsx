import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { z } from 'zod';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { RunDetail } from '@/components/workflows/runs/run-detail';
import { RunsSkeleton } from '@/components/workflows/runs/runs-skeleton';
import { StatusMark } from '@/components/workflows/status-mark';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { getRun } from '@/lib/workflows/runner/queries';
import { runQuerySchema } from '@/lib/workflows/runner/schema';
import { requireOwnWorkflow } from '../../require-own-workflow';
import { cancelWorkflowRun, retryWorkflowRun } from '../actions';

export const metadata: Metadata = { title: 'Workflow run' };

type Props = PageProps<'/workflows/[id]/runs/[runId]'>;

/** A run, and the moment (in milliseconds since 1970) for which it is true. */
async function readRun(...of: Parameters<typeof getRun>) {
  return { run: await getRun(...of), now: Date.now() };
}

/** The owner; a run of another workflow is as little there as one that never was. */
async function Content({ params, searchParams }: Props) {
  const { runId } = await params;
  const { workflow, db } = await requireOwnWorkflow(params, `/runs/${runId}`);
  if (!z.uuid().safeParse(runId).success) notFound();
  const query = runQuerySchema.catch({ after: -1 }).parse({
    after: firstParam(await searchParams, 'after') ?? undefined,
  });
  const [{ run, now }, locale] = await Promise.all([readRun(db, runId, query), getReaderLocale()]);
  if (run?.workflowId !== workflow.id) notFound();
  return (
    <>
      <title>{`A run of ${workflow.name} · Cue`}</title>
      <WorkflowHeader id={workflow.id} name={workflow.name} current="runs">
        <StatusMark status={workflow.status} />
      </WorkflowHeader>
      <RunDetail
        run={run}
        version={workflow.version}
        locale={locale}
        now={now}
        actions={{ cancel: cancelWorkflowRun, retry: retryWorkflowRun }}
      />
    </>
  );
}

export default function WorkflowRunPage(props: Props) {
  return (
    <Suspense fallback={<RunsSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
