import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  text: ReactNode;
  /** The one next step. */
  children?: ReactNode;
}

/** What stands where a list has nothing: why, and what to do next. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="rounded border border-dashed border-edge px-5 py-8 text-center">
      <p className="font-medium">{title}</p>
      <p className="mx-auto mt-1 max-w-md text-sm text-soft">{text}</p>
      {children !== undefined && <div className="mt-5 flex justify-center">{children}</div>}
    </div>
  );
}
