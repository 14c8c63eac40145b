import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import type { RunPage } from '@/lib/workflows/runner/schema';
import { DryRunMark } from './dry-run-mark';
import { RefreshWhile } from './refresh-while';
import { RunStatus } from './run-status';
import { formatDuration, refreshListEveryMs, triggerWords } from './run-words';

interface RunListProps {
  workflowId: string;
  page: RunPage;
  /** False on a page that does not begin with the newest. */
  isFirst?: boolean;
  locale: string;
}

/** A workflow's runs, the newest first. */
export function RunList({ workflowId, page, isFirst = true, locale }: RunListProps) {
  const { runs, nextCursor } = page;
  if (runs.length === 0) {
    return (
      <p className="rounded border border-dashed p-6 text-sm text-soft">
        It has not run yet. Run it by hand to see what every step does; a dry run sends nothing.
      </p>
    );
  }
  return (
    <>
      <RefreshWhile everyMs={refreshListEveryMs(runs)} />
      <ul
        aria-label="Runs, the newest first"
        className="divide-y overflow-hidden rounded border bg-sheet"
      >
        {runs.map((run) => (
          <li
            key={run.id}
            className="relative grid grid-cols-[8rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-paper sm:grid-cols-[8rem_minmax(0,1fr)_6rem]"
          >
            <RunStatus status={run.status} />
            <span className="min-w-0 text-sm">
              <Link
                href={{ pathname: `/workflows/${workflowId}/runs/${run.id}` }}
                className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
              >
                <LocalDate value={run.createdAt} locale={locale} withTime dateStyle="medium" />
              </Link>{' '}
              {run.isDryRun && <DryRunMark />}
              <span className="block text-faint">
                {triggerWords[run.trigger]}, version {run.workflowVersion}
                {run.error !== null && <span className="line-clamp-1 text-red">{run.error}</span>}
              </span>
            </span>
            <span className="col-start-2 text-sm text-faint tabular sm:col-start-auto sm:text-right">
              {run.durationMs === null ? '' : formatDuration(run.durationMs)}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex gap-5 text-sm empty:hidden">
        {!isFirst && (
          <Link
            href={{ pathname: `/workflows/${workflowId}/runs` }}
            className="underline underline-offset-4"
          >
            Newest runs
          </Link>
        )}
        {nextCursor !== null && (
          <Link
            href={{ pathname: `/workflows/${workflowId}/runs`, query: { cursor: nextCursor } }}
            className="underline underline-offset-4"
          >
            Older runs
          </Link>
        )}
      </p>
    </>
  );
}
