import type { ReactNode } from 'react';
import { Lamp } from '@/components/ui/lamp';
import { toStatusTone, toStatusWords } from './status-tone';

interface StatusMarkProps {
  status: string;
  /** Other words than the status itself, such as "Ends on 3 May". */
  children?: ReactNode;
}

/** A status in a word with its lamp. */
export function StatusMark({ status, children }: StatusMarkProps) {
  return (
    <span className="inline-flex items-center gap-2.5 whitespace-nowrap">
      <Lamp tone={toStatusTone(status)} />
      {children ?? toStatusWords(status)}
    </span>
  );
}
