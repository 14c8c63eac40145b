import { Skeleton } from '@/components/ui/skeleton';

/** The account page on its way. */
export function AccountSkeleton() {
  return (
    <div role="status" aria-label="Loading your account">
      {['h-64', 'h-96'].map((height) => (
        <div
          key={height}
          className="grid gap-5 border-t py-8 md:grid-cols-[13rem_minmax(0,1fr)] md:gap-10"
        >
          <Skeleton className="h-5 w-32" />
          <Skeleton className={height} />
        </div>
      ))}
    </div>
  );
}
