import { LockIcon } from '@/components/ui/icons';

/** Marks what lib/catalog/plans.ts decides. */
export function OwnedMark() {
  return (
    <span className="inline-flex h-6 items-center gap-1.5 rounded-full bg-lamp-wash px-2 text-xs font-normal whitespace-nowrap text-amber">
      <LockIcon className="size-3.5" />
      Kept in code
    </span>
  );
}
