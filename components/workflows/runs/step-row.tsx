import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { NodeIcon } from '../node-icon';

interface StepRowProps {
  icon: string | null;
  label: string;
  /** Below the label, such as its kind and how often it was tried. */
  facts: readonly string[];
  /** For a step that has not begun. */
  isFaint?: boolean;
  bar?: ReactNode;
  children: ReactNode;
}

/** One line of a run: what the step is, when it was under way, and at the right how it stands. */
export function StepRow({ icon, label, facts, isFaint = false, bar, children }: StepRowProps) {
  return (
    <span className="grid w-full grid-cols-[2rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 sm:grid-cols-[2rem_minmax(0,14rem)_minmax(4rem,1fr)_7.5rem]">
      <span
        className={cn(
          'grid size-8 place-items-center rounded-sm border',
          isFaint ? 'border-dashed border-edge text-faint' : 'border-transparent bg-wing text-soft',
        )}
      >
        <NodeIcon name={icon} className="size-[18px]" />
      </span>
      <span className="min-w-0">
        <span className={cn('block text-sm break-words', isFaint ? 'text-soft' : 'font-medium')}>
          {label}
        </span>
        <span className="block text-xs text-faint empty:hidden">{facts.join(' · ')}</span>
      </span>
      <span className="max-sm:order-last max-sm:col-span-3 max-sm:empty:hidden">{bar}</span>
      <span className="flex flex-col items-end gap-0.5 text-right text-sm text-faint tabular">
        {children}
      </span>
    </span>
  );
}
