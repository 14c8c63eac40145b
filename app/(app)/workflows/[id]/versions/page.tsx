import type { Metadata } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { StatusMark } from '@/components/workflows/status-mark';
import { VersionList } from '@/components/workflows/version-list';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { getVersion, listVersions } from '@/lib/workflows/versions/queries';
import { requireOwnWorkflow } from '../require-own-workflow';
import { restoreWorkflowVersion } from './actions';

export const metadata: Metadata = { title: 'Workflow versions' };

type Props = PageProps<'/workflows/[id]/versions'>;

/** The owner. */
async function Content({ params, searchParams }: Props) {
  const { workflow, db } = await requireOwnWorkflow(params, '/versions');
  const { id, name, status } = workflow;
  const [versions, locale] = await Promise.all([listVersions(db, id), getReaderLocale()]);
  const asked = Number(firstParam(await searchParams, 'version'));
  const wanted = versions.find(({ version }) => version === asked) ?? versions[0];
  const shown = wanted === undefined ? null : await getVersion(db, id, wanted.version);
  return (
    <>
      <title>{`Versions of ${name} · Cue`}</title>
      <WorkflowHeader id={id} name={name} current="versions">
        <StatusMark status={status} />
      </WorkflowHeader>
      <VersionList
        workflow={workflow}
        versions={versions}
        shown={shown}
        locale={locale}
        restore={restoreWorkflowVersion}
      />
    </>
  );
}

export default function WorkflowVersionsPage(props: Props) {
  return (
    <Suspense fallback={<WorkflowDetailSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
