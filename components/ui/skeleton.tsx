import { cn } from './cn';

/** Holds the place of content that is on its way, in its shape. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn('animate-shimmer rounded bg-wing', className)} />;
}
