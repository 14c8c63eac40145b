import { cn } from './cn';

interface SkeletonProps {
  isRound?: boolean;
  /** Its size. */
  className?: string;
}

/** Holds the place of content that is on its way, in its shape. */
export function Skeleton({ isRound = false, className }: SkeletonProps) {
  return (
    <div
      aria-hidden="true"
      className={cn('animate-shimmer bg-line', isRound ? 'rounded-full' : 'rounded', className)}
    />
  );
}
