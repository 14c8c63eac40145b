import { LocalDate } from '@/components/ui/local-date';
import type { Run } from '@/lib/workflows/runner/schema';
import { CodeView } from '../code-view';
import { RunStatus } from './run-status';
import { formatDuration } from './run-words';

interface RunStepProps {
  step: Run['steps'][number];
  /** What the step is called in its graph. */
  label: string;
  locale: string;
}

/** One step of a run: how it ended, and on request what went in, what came out and what it said. */
export function RunStep({ step, label, locale }: RunStepProps) {
  const { key, status, attempts, error, logs, durationMs, dueAt, input, output } = step;
  return (
    <li>
      <details className="group" open={status === 'failed'}>
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-paper focus-visible:-outline-offset-2">
          <span className="w-28">
            <RunStatus status={status} />
          </span>
          <span className="min-w-0 grow basis-48">
            <span className="block text-sm font-medium break-words">{label}</span>
            <span className="block font-mono text-xs break-all text-faint">{key}</span>
          </span>
          <span className="text-sm text-faint tabular">
            {attempts > 1 && `${attempts} attempts, `}
            {status === 'waiting' && dueAt !== null ? (
              <>
                until <LocalDate value={dueAt} locale={locale} withTime dateStyle="medium" />
              </>
            ) : (
              durationMs !== null && formatDuration(durationMs)
            )}
          </span>
        </summary>
        <div className="space-y-4 px-4 pt-1 pb-5">
          {error !== null && <p className="text-sm text-risk">{error}</p>}
          {input !== null && <Json value={input} label={`Input of ${key}`} title="Input" />}
          {output !== null && <Json value={output} label={`Output of ${key}`} title="Output" />}
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
        </div>
      </details>
    </li>
  );
}

function Json({ value, label, title }: { value: unknown; label: string; title: string }) {
  return (
    <div>
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
