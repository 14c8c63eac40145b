import Link from 'next/link';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/forms/action-form';
import type { FormAction } from '@/components/forms/form-state';
import { buttonStyle } from '@/components/ui/button';
import { LocalDate } from '@/components/ui/local-date';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Run } from '@/lib/workflows/runner/schema';
import { JsonView } from '../json-view';
import { DryRunMark } from './dry-run-mark';
import { RefreshWhile } from './refresh-while';
import { RunProblem } from './run-problem';
import { RunStatus } from './run-status';
import { RunStep } from './run-step';
import { toTimeline, type PlannedStep, type Timeline } from './run-timeline';
import { formatDuration, refreshEveryMs, statusWords, triggerWords } from './run-words';
import { StepRow } from './step-row';

interface RunDetailProps {
  run: Run;
  /** The workflow's version now. */
  version: number;
  locale: string;
  /** Milliseconds since 1970. */
  now: number;
  actions: { cancel: FormAction; retry: FormAction };
}

/** One run as it stands, step by step; it follows along while the run goes on. */
export function RunDetail({ run, version, locale, now, actions }: RunDetailProps) {
  const { isOver } = statusWords[run.status];
  const timeline = toTimeline(run, now);
  return (
    <>
      <RefreshWhile everyMs={refreshEveryMs(run, now)} />
      <div className="mb-6 flex flex-wrap items-start justify-between gap-4">
        <div className="space-y-1.5">
          <p role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <RunStatus status={run.status} />
            <span className="text-sm text-soft tabular">{sayProgress(timeline, isOver)}</span>
          </p>
          <RunFacts run={run} locale={locale} />
        </div>
        <div className="flex flex-wrap gap-3">
          {isOver ? (
            <Link
              href={{ pathname: `/workflows/${run.workflowId}/runs`, query: { like: run.id } }}
              className={buttonStyle({ size: 'sm' })}
            >
              Run again
            </Link>
          ) : (
            <ActionForm action={actions.cancel} label="Cancel run">
              <input type="hidden" name="runId" value={run.id} />
              <SubmitButton size="sm">Cancel run</SubmitButton>
            </ActionForm>
          )}
        </div>
      </div>
      {(run.status === 'failed' || run.status === 'cancelled') && (
        <RunProblem run={run} version={version} retry={actions.retry} />
      )}
      <h2 className="mb-3 font-medium">Steps</h2>
      <Steps run={run} timeline={timeline} locale={locale} now={now} />
      <h2 className="mt-10 mb-3 font-medium">What started it</h2>
      <JsonView value={run.input} label="What started the run" />
    </>
  );
}

function sayProgress({ begun, ahead }: Timeline, isOver: boolean): string {
  const done = begun.filter(({ step }) => step.status === 'succeeded').length;
  const words = done === 1 ? '1 step done' : `${done} steps done`;
  return isOver || ahead.length === 0 ? words : `${words}, up to ${ahead.length} to come`;
}

function RunFacts({ run, locale }: { run: Run; locale: string }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-faint">
      {run.isDryRun && <DryRunMark />}
      <span>
        {triggerWords[run.trigger]},{' '}
        <LocalDate value={run.createdAt} locale={locale} withTime dateStyle="medium" />
      </span>
      <span>Version {run.workflowVersion}</span>
      {run.durationMs !== null && (
        <span className="tabular">Took {formatDuration(run.durationMs)}</span>
      )}
    </p>
  );
}

interface StepsProps {
  run: Run;
  timeline: Timeline;
  locale: string;
  now: number;
}

function Steps({ run, timeline: { begun, ahead, passed }, locale, now }: StepsProps) {
  const { isOver } = statusWords[run.status];
  return (
    <>
      {begun.length === 0 && isOver && <p className="mb-3 text-sm text-soft">No step was begun.</p>}
      <ol
        aria-label="Steps of the run"
        className="divide-y overflow-hidden rounded border bg-sheet empty:hidden"
      >
        {begun.map((each) => (
          <RunStep key={each.step.key} begun={each} locale={locale} now={now} />
        ))}
        {ahead.map((each, index) => (
          <Ahead key={each.nodeId} planned={each}>
            {isOver ? 'Not begun' : index === 0 ? 'Next' : 'Later'}
          </Ahead>
        ))}
        {passed.map((each) => (
          <Ahead key={each.nodeId} planned={each}>
            Not taken
          </Ahead>
        ))}
      </ol>
      {run.nextPosition !== null && (
        <p className="mt-4 text-sm">
          <Link
            href={{
              pathname: `/workflows/${run.workflowId}/runs/${run.id}`,
              query: { after: run.nextPosition },
            }}
            className="underline underline-offset-4"
          >
            Later steps
          </Link>
        </p>
      )}
    </>
  );
}

function Ahead({ planned, children }: { planned: PlannedStep; children: ReactNode }) {
  const { nodeId, icon, label, kind } = planned;
  return (
    <li data-step={nodeId} className="py-3 pr-9 pl-3 sm:pr-10 sm:pl-4">
      <StepRow icon={icon} label={label} facts={kind === null ? [] : [kind]} isFaint>
        {children}
      </StepRow>
    </li>
  );
}
