import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { Section } from '@/components/layout/section';
import { RefreshWhile } from '@/components/workflows/runs/refresh-while';
import { RunList } from '@/components/workflows/runs/run-list';
import { StatusMark } from '@/components/workflows/status-mark';
import { ActivationPanel } from '@/components/workflows/trigger/activation-panel';
import { WorkflowDetailSkeleton } from '@/components/workflows/workflow-detail-skeleton';
import { WorkflowHeader } from '@/components/workflows/workflow-header';
import { neededFeatures } from '@/lib/workflows/graph/needed-features';
import { validateGraph } from '@/lib/workflows/graph/validate';
import { findNode } from '@/lib/workflows/nodes/registry';
import { runTriggerSchema } from '@/lib/workflows/runner/schema';
import { listRuns } from '@/lib/workflows/runner/queries';
import { getArmed } from '@/lib/workflows/triggers/queries';
import { requireOwnWorkflow } from '../require-own-workflow';
import { switchWorkflow } from './actions';
import { TriggerFacts } from './trigger-facts';

export const metadata: Metadata = { title: 'Workflow trigger' };

type Props = Pick<PageProps<'/workflows/[id]/trigger'>, 'params'>;

const RUNS_SHOWN = 5;
/** Whoever waits for the first delivery sees it come. */
const LOOK_AGAIN_MS = 5000;

/** The owner. */
async function Content({ params }: Props) {
  const { workflow, db, entitlements } = await requireOwnWorkflow(params, '/trigger');
  const { id, name, status, nodeData } = workflow;
  const node = nodeData.nodes.find(({ type }) => findNode(type)?.category === 'trigger');
  const definition = node === undefined ? null : findNode(node.type);
  const kind = runTriggerSchema.safeParse(node?.type).data ?? 'manual';
  const [armed, page, locale] = await Promise.all([
    getArmed(db, id),
    listRuns(db, id, { limit: RUNS_SHOWN, trigger: kind }),
    getReaderLocale(),
  ]);
  return (
    <>
      <title>{`Trigger of ${name} · Cue`}</title>
      <WorkflowHeader id={id} name={name} current="trigger">
        <StatusMark status={status} />
      </WorkflowHeader>
      <div className="[&>section:first-child]:border-t-0 [&>section:first-child]:pt-0">
        <Section
          title={definition?.label ?? 'No trigger yet'}
          help={definition?.summary ?? 'Choose in the editor what starts this workflow.'}
        >
          {kind === 'manual' ? (
            <ByHand id={id} hasTrigger={node !== undefined} />
          ) : (
            <ActivationPanel
              workflow={workflow}
              issues={validateGraph(nodeData)}
              lacking={neededFeatures(nodeData).filter(
                (feature) => !entitlements.features.includes(feature),
              )}
              armedAt={armed?.armedAt.toISOString() ?? null}
              locale={locale}
              action={switchWorkflow}
            />
          )}
        </Section>
        {node !== undefined && kind !== 'manual' && (
          <TriggerFacts workflow={workflow} node={node} kind={kind} armed={armed} locale={locale} />
        )}
        <RefreshWhile everyMs={armed === null ? null : LOOK_AGAIN_MS} />
        <Section
          title={kind === 'webhook' ? 'Last deliveries' : 'Last runs'}
          help="What it started, the newest first."
        >
          {page.runs.length === 0 ? (
            <p className="rounded border border-dashed p-6 text-sm text-soft">
              {kind === 'manual' ? 'It has not run yet.' : 'It has not started a run yet.'}
            </p>
          ) : (
            <RunList workflowId={id} page={{ ...page, nextCursor: null }} isFirst locale={locale} />
          )}
          <p className="mt-4 text-sm">
            <Link
              href={{ pathname: `/workflows/${id}/runs` }}
              className="underline underline-offset-4"
            >
              All runs
            </Link>
          </p>
        </Section>
      </div>
    </>
  );
}

function ByHand({ id, hasTrigger }: { id: string; hasTrigger: boolean }) {
  const link = 'underline underline-offset-4';
  return (
    <p className="text-sm">
      {hasTrigger ? (
        <>
          <Link href={{ pathname: `/workflows/${id}/runs` }} className={link}>
            Run it
          </Link>{' '}
          whenever you want, active or not. To have it start by itself, take another trigger in{' '}
        </>
      ) : (
        'A time, a webhook or an event of Stripe can start it. Add one in '
      )}
      <Link href={{ pathname: `/workflows/${id}` }} className={link}>
        the editor
      </Link>
      .
    </p>
  );
}

export default function WorkflowTriggerPage({ params }: Props) {
  return (
    <Suspense fallback={<WorkflowDetailSkeleton />}>
      <Content params={params} />
    </Suspense>
  );
}
