import { cn } from '@/components/ui/cn';
import { ChevronDownIcon } from '@/components/ui/icons';
import { LocalDate } from '@/components/ui/local-date';
import { CodeView } from '../code-view';
import { RunStatus } from './run-status';
import type { BegunStep } from './run-timeline';
import { formatDuration } from './run-words';
import { StepRow } from './step-row';

interface RunStepProps {
  begun: BegunStep;
  locale: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** One step of a run: when and how it ended, and on request what went in, what came out and what it said. */
export function RunStep({ begun, locale, now }: RunStepProps) {
  const { step, label, kind, icon, item, bar } = begun;
  const { key, status, attempts, error, logs, dueAt, input, output } = step;
  const facts = [
    ...(item === null ? [] : [`Item ${item}`]),
    ...(kind === null ? [] : [kind]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  return (
    <li data-step={step.nodeId}>
      <details className="group" open={status === 'failed'}>
        <summary className="flex list-none items-center gap-2 px-3 py-3 hover:bg-paper focus-visible:-outline-offset-2 sm:px-4 [&::-webkit-details-marker]:hidden">
          <StepRow
            icon={icon}
            label={label}
            facts={facts}
            bar={<TimeBar status={status} {...bar} />}
          >
            <RunStatus status={status} />
            <span className="text-xs empty:hidden">
              {status === 'waiting' && dueAt !== null ? (
                `${formatDuration(Math.max(0, Date.parse(dueAt) - now))} left`
              ) : (
                <Took step={step} now={now} />
              )}
            </span>
          </StepRow>
          <ChevronDownIcon className="size-4 shrink-0 text-faint transition-transform group-open:rotate-180" />
        </summary>
        <div className="space-y-4 border-t bg-paper px-3 pt-4 pb-5 sm:px-4">
          {error !== null && <p className="text-sm break-words text-red">{error}</p>}
          {status === 'waiting' && dueAt !== null && (
            <p className="text-sm">
              It goes on by itself on{' '}
              <LocalDate value={dueAt} locale={locale} withTime dateStyle="medium" />.
            </p>
          )}
          <div className={cn('grid gap-4', input !== null && output !== null && 'md:grid-cols-2')}>
            {input !== null && <Json value={input} label={`Input of ${key}`} title="Input" />}
            {output !== null && <Json value={output} label={`Output of ${key}`} title="Output" />}
          </div>
          {logs.length > 0 && (
            <div>
              <h3 className="mb-2 text-sm font-medium">Log</h3>
              <ul className="space-y-1 font-mono text-xs text-soft">
                {logs.map(({ at, message }, index) => (
                  // Lines have no identity but their place.
                  <li key={index} className="break-words">
                    <span className="text-faint">{at.slice(11, 23)}</span> {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <p className="font-mono text-xs break-all text-faint">{key}</p>
        </div>
      </details>
    </li>
  );
}

function Took({ step: { durationMs, startedAt }, now }: { step: BegunStep['step']; now: number }) {
  return formatDuration(durationMs ?? Math.max(0, now - Date.parse(startedAt)));
}

const tones: Record<BegunStep['step']['status'], string> = {
  succeeded: 'bg-go',
  running: 'bg-go animate-breathe',
  waiting: 'bg-lamp animate-breathe',
  failed: 'bg-risk',
  cancelled: 'bg-edge',
};

interface TimeBarProps {
  status: BegunStep['step']['status'];
  start: number;
  width: number;
}

/** When a step was under way; its duration stands beside it in words. */
function TimeBar({ status, start, width }: TimeBarProps) {
  return (
    <span aria-hidden="true" className="relative block h-1.5 rounded-full bg-wing">
      <span
        className={cn('absolute inset-y-0 min-w-1.5 rounded-full', tones[status])}
        // What began last still has room for the least that is drawn.
        style={{ left: `min(${start}%, calc(100% - 6px))`, width: `${width}%` }}
      />
    </span>
  );
}

function Json({ value, label, title }: { value: unknown; label: string; title: string }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-2 text-sm font-medium">{title}</h3>
      <CodeView
        text={JSON.stringify(value, null, 2)}
        label={label}
        copyLabel={`Copy ${title.toLowerCase()}`}
        className="max-h-64"
      />
    </div>
  );
}
