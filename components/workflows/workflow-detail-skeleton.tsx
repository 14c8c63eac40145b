import { Skeleton } from '@/components/ui/skeleton';

/** A workflow on its way. */
export function WorkflowDetailSkeleton() {
  return (
    <div role="status" aria-label="Loading the workflow">
      <Skeleton className="h-4 w-44" />
      <Skeleton className="mt-4 h-11 w-2/3" />
      <Skeleton className="mt-3 h-4 w-56" />
      <div className="mt-10 grid gap-10 lg:grid-cols-2">
        <div className="space-y-4">
          <Skeleton className="h-28" />
          <Skeleton className="h-48" />
        </div>
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
