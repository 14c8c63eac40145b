import { Skeleton } from './skeleton';

/** A form on its way. */
export function FormSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="max-w-2xl space-y-6">
      {['h-10', 'h-24', 'h-40'].map((height) => (
        <div key={height} className="space-y-2">
          <Skeleton className="h-4 w-24" />
          <Skeleton className={height} />
        </div>
      ))}
    </div>
  );
}
