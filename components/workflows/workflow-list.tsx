import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import { Skeleton } from '@/components/ui/skeleton';
import type { WorkflowSummary } from '@/lib/workflows/schema';

interface WorkflowListProps {
  workflows: readonly WorkflowSummary[];
  locale: string;
}

/** The reader's workflows, the last changed first. Each row is one link. */
export function WorkflowList({ workflows, locale }: WorkflowListProps) {
  return (
    <ul aria-label="Workflows" className="overflow-hidden rounded border bg-sheet">
      {workflows.map((workflow) => (
        <li
          key={workflow.id}
          className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 border-b px-4 py-4 transition-colors last:border-b-0 hover:bg-paper sm:grid-cols-[minmax(0,1fr)_6rem_9rem] sm:items-center sm:px-5"
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
          <p className="text-sm text-faint tabular sm:text-right">{nodesIn(workflow)}</p>
          <p className="text-right text-sm text-faint">
            <LocalDate value={workflow.updatedAt} locale={locale} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function nodesIn({ nodeCount }: WorkflowSummary): string {
  return nodeCount === 1 ? '1 node' : `${nodeCount} nodes`;
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
