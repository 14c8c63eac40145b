import { useId, type ReactNode } from 'react';

interface PanelProps {
  title: string;
  /** Beside the title, at the right: a link to all of it, or an action. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One subject of a console page. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-10 first:mt-0">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="font-medium">
          {title}
        </h2>
        {aside !== undefined && <div className="text-sm text-soft">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
