import type { Metadata } from 'next';
import { Suspense } from 'react';
import { firstParam } from '@/app/search-params';
import { NoticeToast } from '@/components/ui/notice-toast';
import { EditorFrame } from '@/components/workflows/editor/editor-frame';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { requireOwnWorkflow } from './require-own-workflow';

export const metadata: Metadata = { title: 'Workflow' };

type Props = PageProps<'/workflows/[id]'>;

/** The owner. */
async function Content({ params, searchParams }: Props) {
  const { workflow, entitlements } = await requireOwnWorkflow(params);
  const asked = firstParam(await searchParams, 'step');
  const step = workflow.nodeData.nodes.find(({ id }) => id === asked)?.id ?? null;
  return (
    <>
      <title>{`${workflow.name} · Cue`}</title>
      <EditorFrame workflow={workflow} features={entitlements.features} step={step} />
    </>
  );
}

export default function WorkflowPage(props: Props) {
  return (
    <>
      <Suspense fallback={<WorkflowDetailSkeleton />}>
        <Content {...props} />
      </Suspense>
      <Suspense fallback={null}>
        <NoticeToast
          notices={{
            created: 'The workflow is created.',
            drawn: 'The workflow is drawn.',
            drawn_open: 'The workflow is drawn. What your words left open stands at its steps.',
            drawn_nothing: 'None of your words found a place. They are kept as its description.',
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
