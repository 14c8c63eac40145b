import { Skeleton } from '@/components/ui/skeleton';

/** A console page on its way: a list, or an object with its parts. */
export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-5 h-10 max-w-2xl" />
      <div className="rounded border bg-sheet">
        {[60, 44, 70, 52, 64, 40].map((width) => (
          <div key={width} className="border-b px-4 py-3.5 last:border-b-0">
            <div style={{ width: `${width}%` }}>
              <Skeleton className="h-4" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
