import { WarningIcon } from '@/components/ui/warning-icon';

interface OwnedNoteProps {
  /** Name of the plan. */
  plan: string;
  /** What of it the code decides, in words: "Its name and description". */
  fields: string;
}

/** Warns before something is changed here that lib/catalog/plans.ts decides. */
export function OwnedNote({ plan, fields }: OwnedNoteProps) {
  return (
    <div className="mb-8 flex max-w-3xl gap-3 rounded border border-edge bg-lamp-wash px-4 py-3 text-sm">
      <WarningIcon className="mt-px size-5 shrink-0 text-amber" />
      <p>
        <strong className="font-medium">Kept in code, plan {plan}.</strong> {fields}{' '}
        <span className="whitespace-nowrap">come from</span>{' '}
        <code className="font-mono text-xs">lib/catalog/plans.ts</code>: edit plans.ts and run{' '}
        <code className="font-mono text-xs whitespace-nowrap">npm run stripe:push</code>. What is
        changed here instead is sold at once, but the pricing page does not know it, and the next
        push reports it or puts it back.
      </p>
    </div>
  );
}
