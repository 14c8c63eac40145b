import type { Metadata } from 'next';
import { Suspense } from 'react';
import { StatusMark } from '@/components/workflows/status-mark';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { WorkflowSettings } from '@/components/workflows/workflow-settings';
import { deleteWorkflow, duplicateWorkflow, updateWorkflow } from '../../actions';
import { requireOwnWorkflow } from '../require-own-workflow';

export const metadata: Metadata = { title: 'Workflow settings' };

type Props = Pick<PageProps<'/workflows/[id]/settings'>, 'params'>;

/** The owner. */
async function Content({ params }: Props) {
  const { workflow, entitlements } = await requireOwnWorkflow(params, '/settings');
  const { id, name, status } = workflow;
  return (
    <>
      <title>{`Settings of ${name} · Cue`}</title>
      <WorkflowHeader id={id} name={name} current="settings">
        <StatusMark status={status} />
      </WorkflowHeader>
      <WorkflowSettings
        workflow={workflow}
        features={entitlements.features}
        actions={{ update: updateWorkflow, duplicate: duplicateWorkflow, remove: deleteWorkflow }}
      />
    </>
  );
}

export default function WorkflowSettingsPage({ params }: Props) {
  return (
    <Suspense fallback={<WorkflowDetailSkeleton />}>
      <Content params={params} />
    </Suspense>
  );
}
