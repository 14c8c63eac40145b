import Link from 'next/link';
import type { ReactNode } from 'react';
import { UpgradePrompt } from '@/components/billing/upgrade-prompt';
import { UsageMeter } from '@/components/billing/usage-meter';
import type { FormAction } from '@/components/forms/form-state';
import { buttonStyle } from '@/components/ui/button';
import { Lamp } from '@/components/ui/lamp';
import { featureLabels, planUnlocking } from '@/lib/catalog/plans';
import { paidPlanIdSchema } from '@/lib/catalog/schema';
import type { Obstacle, Readiness } from './readiness';
import { RunForm } from './run-form';

interface RunPanelProps {
  action: FormAction;
  workflowId: string;
  /** What the trigger hands over, to begin with. */
  sample: string;
  readiness: Readiness;
  runs: { used: number; limit: number | null };
}

/** Where a workflow is run by hand; what stands in the way comes first, with what removes it. */
export function RunPanel({ action, workflowId, sample, readiness, runs }: RunPanelProps) {
  const { missing, accounts, locked, usedUp } = readiness;
  if (missing.length > 0) {
    return (
      <Obstacles title="It is not complete yet" workflowId={workflowId} obstacles={missing}>
        <Link
          href={{ pathname: `/workflows/${workflowId}` }}
          className={buttonStyle({ variant: 'primary', size: 'sm' })}
        >
          Complete it in the editor
        </Link>
      </Obstacles>
    );
  }
  const isReady = accounts.length === 0 && locked === null && usedUp === null;
  return (
    <div className="space-y-6">
      {usedUp !== null && <UsedUp {...usedUp} />}
      {locked !== null && <Locked {...locked} />}
      {accounts.length > 0 && (
        <Obstacles
          title="A dry run is possible; to run it, choose the accounts"
          workflowId={workflowId}
          obstacles={accounts}
        >
          <Link href="/credentials" className={buttonStyle({ size: 'sm' })}>
            Connect an account
          </Link>
        </Obstacles>
      )}
      <RunForm action={action} workflowId={workflowId} sample={sample} isReady={isReady} />
      <div className="max-w-sm border-t pt-5">
        <UsageMeter label="Runs this period" {...runs} />
      </div>
    </div>
  );
}

interface ObstaclesProps {
  title: string;
  workflowId: string;
  obstacles: readonly Obstacle[];
  children: ReactNode;
}

function Obstacles({ title, workflowId, obstacles, children }: ObstaclesProps) {
  return (
    <div className="rounded border bg-sheet p-4 sm:p-5">
      <p className="flex items-center gap-3 text-sm font-medium">
        <Lamp tone="standby" />
        {title}
      </p>
      <ul className="mt-3 divide-y border-y text-sm">
        {obstacles.map(({ nodeId, label, message }) => (
          <li key={JSON.stringify([nodeId, message])} className="py-2.5">
            {nodeId !== null && (
              <Link
                href={{ pathname: `/workflows/${workflowId}`, query: { step: nodeId } }}
                className="font-medium underline decoration-edge underline-offset-4 hover:decoration-current"
              >
                {label ?? nodeId}
              </Link>
            )}
            <span className="block text-soft">{message}</span>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex flex-wrap gap-3">{children}</p>
    </div>
  );
}

function UsedUp({ limit, plan }: NonNullable<Readiness['usedUp']>) {
  const text = `All ${limit} runs of this billing period are used. A dry run is still possible, and nothing that waits or runs is touched.`;
  return plan === null ? (
    <p className="text-sm">{text}</p>
  ) : (
    <UpgradePrompt plan={plan} title="Your plan has no runs left">
      {text}
    </UpgradePrompt>
  );
}

function Locked({ feature, label }: NonNullable<Readiness['locked']>) {
  const plan = planUnlocking(feature);
  return (
    <UpgradePrompt
      plan={paidPlanIdSchema.parse(plan.id)}
      title={`${featureLabels[feature].name}: part of ${plan.name}`}
    >
      “{label}” needs it. A dry run is possible without.
    </UpgradePrompt>
  );
}
