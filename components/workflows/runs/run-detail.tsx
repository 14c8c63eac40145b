import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import { findNode } from '@/lib/workflows/nodes/registry';
import type { Run } from '@/lib/workflows/runner/schema';
import { RefreshWhile } from './refresh-while';
import { RunStatus } from './run-status';
import { RunStep } from './run-step';
import { formatDuration, statusWords, triggerWords } from './run-words';

interface RunDetailProps {
  run: Run;
  locale: string;
  actions: { cancel: FormAction; retry: FormAction };
}

/** One run as it stands, step by step; it follows along while the run goes on. */
export function RunDetail({ run, locale, actions }: RunDetailProps) {
  const { isOver } = statusWords[run.status];
  const canRetry = run.status === 'failed' || run.status === 'cancelled';
  return (
    <>
      <RefreshWhile isActive={!isOver} />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <div role="status" className="space-y-1">
          <RunStatus status={run.status} />
          <p className="text-sm text-faint">
            {triggerWords[run.trigger]}
            {run.isDryRun && ', a dry run'},{' '}
            <LocalDate value={run.createdAt} locale={locale} withTime dateStyle="medium" />, version{' '}
            {run.workflowVersion}
            {run.durationMs !== null && `, took ${formatDuration(run.durationMs)}`}
          </p>
        </div>
        {!isOver && <RunAction action={actions.cancel} id={run.id} label="Cancel run" />}
        {canRetry && (
          <RunAction
            action={actions.retry}
            id={run.id}
            label={run.status === 'failed' ? 'Retry from the failed step' : 'Go on with the run'}
          />
        )}
      </div>
      {run.error !== null && (
        <p className="mb-6 rounded border border-risk px-4 py-3 text-sm">{run.error}</p>
      )}
      {run.steps.length === 0 ? (
        <p className="rounded border border-dashed p-6 text-sm text-soft">
          {isOver ? 'No step was begun.' : 'It begins in a moment.'}
        </p>
      ) : (
        <ol className="divide-y rounded border bg-sheet">
          {run.steps.map((step) => (
            <RunStep key={step.key} step={step} label={labelOf(run, step)} locale={locale} />
          ))}
        </ol>
      )}
    </>
  );
}

function labelOf({ nodeData }: Run, { nodeId, type }: Run['steps'][number]): string {
  const label = nodeData.nodes.find(({ id }) => id === nodeId)?.data.label;
  return typeof label === 'string' && label !== '' ? label : (findNode(type)?.label ?? type);
}

function RunAction({ action, id, label }: { action: FormAction; id: string; label: string }) {
  return (
    <ActionForm action={action} label={label}>
      <input type="hidden" name="runId" value={id} />
      <SubmitButton>{label}</SubmitButton>
    </ActionForm>
  );
}
