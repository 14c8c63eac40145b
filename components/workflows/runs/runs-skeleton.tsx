import { Skeleton } from '@/components/ui/skeleton';

/** Runs or steps on their way: a workflow's head, and rows below it. */
export function RunsSkeleton() {
  return (
    <div role="status" aria-label="Loading the runs">
      <Skeleton className="h-4 w-44" />
      <Skeleton className="mt-4 h-8 w-1/2" />
      <Skeleton className="mt-5 h-5 w-80 max-w-full" />
      <Skeleton className="mt-12 h-4 w-32" />
      <div className="mt-6 divide-y rounded border bg-sheet">
        {[56, 40, 64, 48].map((width) => (
          <div key={width} className="flex items-center gap-3 px-4 py-4">
            <Skeleton className="size-8 shrink-0" />
            <div className="flex-1" style={{ maxWidth: `${width}%` }}>
              <Skeleton className="h-4 w-2/3" />
              <Skeleton className="mt-2 h-3 w-1/3" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
