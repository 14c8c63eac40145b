'use client';

import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

interface FieldFrameProps {
  id: string;
  label: string;
  help?: string | undefined;
  /** What is wrong with it, or missing. */
  problem: string | null;
  /** Nothing is there yet: that is no mistake, only something left to do. */
  isMissing: boolean;
  /** Beside the label, for example a button. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A setting of a step: label above, help below, what is wrong in the help's place. */
export function FieldFrame(props: FieldFrameProps) {
  const { id, label, help, problem, isMissing, aside, children } = props;
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children}
      <FieldProblem id={`${id}-note`} help={help} problem={problem} isMissing={isMissing} />
    </div>
  );
}

interface FieldProblemProps extends Pick<FieldFrameProps, 'help' | 'problem' | 'isMissing'> {
  id: string;
}

export function FieldProblem({ id, help, problem, isMissing }: FieldProblemProps) {
  const tone = problem === null ? 'text-faint' : isMissing ? 'text-amber' : 'text-red';
  return (
    <p id={id} className={cn('mt-1.5 text-xs break-words empty:hidden', tone)}>
      {problem ?? help}
    </p>
  );
}
