import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import { Skeleton } from '@/components/ui/skeleton';
import type { WorkflowListEntry } from '@/lib/workflows/schema';
import { RunStatus } from './runs/run-status';
import { StatusMark } from './status-mark';

interface WorkflowListProps {
  workflows: readonly WorkflowListEntry[];
  locale: string;
}

/** The reader's workflows, the last changed first. Each row is one link. */
export function WorkflowList({ workflows, locale }: WorkflowListProps) {
  return (
    <ul aria-label="Workflows" className="overflow-hidden rounded border bg-sheet">
      {workflows.map((workflow) => (
        <li
          key={workflow.id}
          className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-2 border-b px-4 py-4 transition-colors last:border-b-0 hover:bg-paper sm:grid-cols-[minmax(0,1fr)_5rem_15rem] sm:items-center sm:px-5"
        >
          <div className="min-w-0 max-sm:col-span-2">
            <Link
              href={`/workflows/${workflow.id}`}
              className="block truncate rounded font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
            >
              {workflow.name}
            </Link>
            <p className="truncate text-sm text-soft empty:hidden">{workflow.description}</p>
          </div>
          <StatusMark status={workflow.status} />
          <div className="text-sm max-sm:text-right">
            <LastRun run={workflow.lastRun} locale={locale} />
            <p className="text-faint">
              {stepsIn(workflow)}, changed{' '}
              <LocalDate value={workflow.updatedAt} locale={locale} dateStyle="medium" />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function LastRun({ run, locale }: { run: WorkflowListEntry['lastRun']; locale: string }) {
  if (run === null) return <p className="text-faint">Not run yet</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2 max-sm:justify-end">
      <RunStatus status={run.status} />
      <span className="text-faint">
        <LocalDate value={run.createdAt} locale={locale} dateStyle="medium" />
      </span>
    </p>
  );
}

function stepsIn({ nodeCount }: WorkflowListEntry): string {
  return nodeCount === 1 ? '1 step' : `${nodeCount} steps`;
}

export function WorkflowListSkeleton() {
  return (
    <div role="status" aria-label="Loading workflows">
      <div className="rounded border bg-sheet">
        {[56, 40, 64, 48].map((width) => (
          <div key={width} className="border-b px-5 py-4 last:border-b-0">
            <div style={{ width: `${width}%` }}>
              <Skeleton className="h-5 w-2/3" />
              <Skeleton className="mt-2.5 h-4" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
