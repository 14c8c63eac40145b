import { useId, type ReactNode } from 'react';

interface SectionProps {
  title: string;
  help?: ReactNode;
  children: ReactNode;
}

/** One subject of a settings page: what it is at the left, the thing itself at the right. */
export function Section({ title, help, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-[minmax(0,1fr)] gap-5 border-t py-8 md:grid-cols-[13rem_minmax(0,1fr)] md:gap-10"
    >
      <div>
        <h2 id={id} className="font-medium">
          {title}
        </h2>
        {help !== undefined && <p className="mt-1.5 text-sm text-faint">{help}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}
