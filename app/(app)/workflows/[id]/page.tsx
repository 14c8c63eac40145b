import type { Metadata } from 'next';
import { Suspense } from 'react';
import { NoticeToast } from '@/components/ui/notice-toast';
import { EditorFrame } from '@/components/workflows/editor/editor-frame';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { requireOwnWorkflow } from './require-own-workflow';

export const metadata: Metadata = { title: 'Workflow' };

type Props = Pick<PageProps<'/workflows/[id]'>, 'params'>;

/** The owner. */
async function Content({ params }: Props) {
  const { workflow } = await requireOwnWorkflow(params);
  return (
    <>
      <title>{`${workflow.name} · Cue`}</title>
      <EditorFrame workflow={workflow} />
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
          notices={{
            created: 'The workflow is created.',
            copied: 'This is the copy.',
            restored: 'The version is restored.',
            restored_incomplete:
              'The version is restored. It is not complete, so the workflow is no longer active.',
            restored_beyond_plan:
              'The version is restored. Your plan does not run it, so the workflow is no longer active.',
          }}
        />
      </Suspense>
    </>
  );
}
