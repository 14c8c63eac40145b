import Link from 'next/link';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { buttonStyle } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { WarningIcon } from '@/components/ui/warning-icon';
import type { Run } from '@/lib/workflows/runner/schema';
import { toAdvice } from './run-advice';

interface RunProblemProps {
  run: Run;
  /** The workflow's version now. */
  version: number;
  retry: FormAction;
}

/** Why a run ended early, and everything that mends it, the likeliest first. */
export function RunProblem({ run, version, retry }: RunProblemProps) {
  const { step, account, retry: whatRetryDoes } = toAdvice(run, version);
  const isFailed = run.status === 'failed';
  const title = step === null ? null : `“${step.label}” failed`;
  return (
    <section
      aria-labelledby="run-problem"
      className={
        isFailed
          ? 'mb-8 flex gap-3 rounded border border-risk bg-risk-wash p-4 sm:p-5'
          : 'mb-8 rounded border bg-sheet p-4 sm:p-5'
      }
    >
      {isFailed && <WarningIcon className="mt-px size-5 shrink-0 text-red" />}
      <div className="min-w-0 space-y-3 text-sm">
        <h2 id="run-problem" className="font-medium">
          {isFailed ? (title ?? 'The run failed') : 'Nothing more happens in this run'}
        </h2>
        {isFailed && <p className="break-words">{step?.error ?? run.error}</p>}
        <p className="text-soft">{whatRetryDoes}</p>
        <div className="flex flex-wrap gap-3 pt-1">
          <ActionForm action={retry} label="Retry">
            <input type="hidden" name="runId" value={run.id} />
            <SubmitButton variant="primary" size="sm">
              {isFailed ? 'Retry from the failed step' : 'Go on with the run'}
            </SubmitButton>
          </ActionForm>
          {isFailed && account !== null && (
            <Link href="/credentials" className={buttonStyle({ size: 'sm' })}>
              Look at the {account} account
            </Link>
          )}
          {isFailed && step !== null && (
            <Link
              href={{ pathname: `/workflows/${run.workflowId}`, query: { step: step.nodeId } }}
              className={buttonStyle({ size: 'sm' })}
            >
              Change this step
            </Link>
          )}
        </div>
      </div>
    </section>
  );
}
