import type { ReactNode } from 'react';
import { Lamp } from '@/components/ui/lamp';
import { LocalDate } from '@/components/ui/local-date';
import { ObjectId } from './object-id';
import { toStatusTone, toStatusWords } from './status-tone';

export interface TimelineItem {
  key: string;
  /** ISO 8601. */
  at: string;
  /** What happened, such as `invoice.paid`. */
  type: string;
  objectId: string | null;
  /** Who or what brought it about, such as "ada@example.com in the console". */
  by: ReactNode;
  status: string;
}

/** What happened, newest first: which event or person, to which object, and what became of it. */
export function Timeline({ items, locale }: { items: readonly TimelineItem[]; locale: string }) {
  return (
    <ol className="rounded border bg-sheet">
      {items.map((item) => (
        <li
          key={item.key}
          className="grid gap-x-4 gap-y-0.5 border-b px-4 py-2.5 text-sm last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <p className="flex min-w-0 items-center gap-2.5">
            <Lamp tone={toStatusTone(item.status)} />
            <span className="min-w-0 font-medium break-words">{item.type}</span>
            <span className="text-faint">{toStatusWords(item.status)}</span>
          </p>
          <p className="text-xs leading-[1.375rem] text-faint max-sm:pl-[1.125rem] sm:text-right">
            <LocalDate value={item.at} locale={locale} dateStyle="medium" withTime />
          </p>
          <p className="flex flex-wrap items-baseline gap-x-3 pl-[1.125rem] text-xs text-soft sm:col-span-2">
            <span>{item.by}</span>
            {item.objectId !== null && <ObjectId id={item.objectId} />}
          </p>
        </li>
      ))}
    </ol>
  );
}
