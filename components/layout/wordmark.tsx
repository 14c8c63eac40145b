import { cn } from '@/components/ui/cn';

/** The name with its lamp. Whoever links it names the link. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5">
        <circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <circle cx="10" cy="10" r="4.5" fill="var(--lamp)" />
      </svg>
      <span className="headline text-[1.625rem] leading-none">Cue</span>
    </span>
  );
}
