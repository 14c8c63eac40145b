import type { ReactNode, Ref } from 'react';
import { cn } from '@/components/ui/cn';
import { WarningIcon } from '@/components/ui/icons';

interface FormProblemProps {
  message: string;
  children?: ReactNode;
  className?: string;
  ref?: Ref<HTMLDivElement>;
}

/** What went wrong with a form as a whole; focus goes here when no single field is to blame. */
export function FormProblem({ message, children, className, ref }: FormProblemProps) {
  return (
    <div
      ref={ref}
      tabIndex={-1}
      role="alert"
      className={cn(
        'mb-6 flex gap-3 rounded border border-risk bg-risk-wash px-4 py-3 text-sm',
        className,
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
