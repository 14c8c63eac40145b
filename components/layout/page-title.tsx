import type { ReactNode } from 'react';

interface PageTitleProps {
  children: ReactNode;
  /** The page's one primary action. */
  action?: ReactNode;
}

export function PageTitle({ children, action }: PageTitleProps) {
  return (
    <div className="mb-8 flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-3">
      <h1 className="headline text-2xl">{children}</h1>
      {action}
    </div>
  );
}
