import type { Metadata } from 'next';
import { Suspense } from 'react';
import { firstParam } from '@/app/search-params';
import { StatusMark } from '@/components/workflows/status-mark';
import { WorkflowCode } from '@/components/workflows/workflow-code';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { toCode } from '@/lib/workflows/codegen/commands';
import { languageSchema } from '@/lib/workflows/codegen/schema';
import { requireOwnWorkflow } from '../require-own-workflow';

export const metadata: Metadata = { title: 'Workflow code' };

type Props = PageProps<'/workflows/[id]/code'>;

/** The owner. */
async function Content({ params, searchParams }: Props) {
  const { workflow, entitlements } = await requireOwnWorkflow(params, '/code');
  const { id, name, status } = workflow;
  const asked = languageSchema.safeParse(firstParam(await searchParams, 'language'));
  const language = asked.success ? asked.data : 'python';
  return (
    <>
      <title>{`Code of ${name} · Cue`}</title>
      <WorkflowHeader id={id} name={name} current="code">
        <StatusMark status={status} />
      </WorkflowHeader>
      <WorkflowCode
        id={id}
        language={language}
        result={toCode(workflow, language)}
        isDownloadUnlocked={entitlements.features.includes('code_export')}
      />
    </>
  );
}

export default function WorkflowCodePage(props: Props) {
  return (
    <Suspense fallback={<WorkflowDetailSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
