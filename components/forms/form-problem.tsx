import type { ReactNode, Ref } from 'react';
import { cn } from '@/components/ui/cn';
import { WarningIcon } from '@/components/ui/warning-icon';

interface FormProblemProps {
  message: string;
  children?: ReactNode;
  /** Above the fields, or below them. */
  place?: 'above' | 'below';
  ref?: Ref<HTMLDivElement>;
}

/** What went wrong with a form as a whole; focus goes here when no single field is to blame. */
export function FormProblem({ message, children, place = 'above', ref }: FormProblemProps) {
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="alert"
      className={cn(
        'flex gap-3 rounded border border-risk bg-risk-wash px-4 py-3 text-sm',
        place === 'above' ? 'mb-6' : 'mt-5',
      )}
    >
      <WarningIcon className="mt-px size-5 shrink-0 text-red" />
      <div className="space-y-2">
        <p>{message}</p>
        {children}
      </div>
    </div>
  );
}
