import type { ReactNode } from 'react';
import { Lamp, type LampTone } from '@/components/ui/lamp';

interface FigureCardProps {
  name: string;
  value: string;
  /** What the figure means, or how it came about. */
  note?: ReactNode;
  tone?: LampTone;
}

/** One figure to take in at a glance; stands in a `FigureGrid`. */
export function FigureCard({ name, value, note, tone }: FigureCardProps) {
  return (
    <div className="rounded border bg-sheet p-4">
      <dt className="flex items-center gap-2 text-sm text-soft">
        {tone !== undefined && <Lamp tone={tone} />}
        {name}
      </dt>
      <dd className="mt-1">
        <span className="block text-lg font-medium tabular sm:text-xl">{value}</span>
        {note !== undefined && <span className="mt-0.5 block text-xs text-faint">{note}</span>}
      </dd>
    </div>
  );
}

export function FigureGrid({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-3 lg:grid-cols-3">{children}</dl>;
}
