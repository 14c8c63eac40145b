import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { z } from 'zod';
import { getReaderLocale } from '@/app/reader-locale';
import { requireReader } from '@/app/reader';
import { NoticeToast } from '@/components/ui/notice-toast';
import { WorkflowDetail } from '@/components/workflows/workflow-detail';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { getWorkflow } from '@/lib/workflows/queries';
import { deleteWorkflow, duplicateWorkflow, updateWorkflow } from '../actions';

export const metadata: Metadata = { title: 'Workflow' };

type Props = Pick<PageProps<'/workflows/[id]'>, 'params'>;

/** The owner; somebody else's workflow is as little there as one that never was. */
async function Content({ params }: Props) {
  const { id } = await params;
  const { db, entitlements } = await requireReader(`/workflows/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  const [workflow, locale] = await Promise.all([getWorkflow(db, id), getReaderLocale()]);
  if (workflow === null) notFound();
  return (
    <>
      <title>{`${workflow.name} · Cue`}</title>
      <WorkflowDetail
        workflow={workflow}
        features={entitlements.features}
        locale={locale}
        actions={{ update: updateWorkflow, duplicate: duplicateWorkflow, remove: deleteWorkflow }}
      />
    </>
  );
}

export default function WorkflowPage({ params }: Props) {
  return (
    <>
      <Suspense fallback={<WorkflowDetailSkeleton />}>
        <Content params={params} />
      </Suspense>
      <Suspense fallback={null}>
        <NoticeToast
          notices={{ created: 'The workflow is created.', copied: 'This is the copy.' }}
        />
      </Suspense>
    </>
  );
}
