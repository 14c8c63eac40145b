import type { ReactNode } from 'react';
import { Lamp, type LampTone } from '@/components/ui/lamp';

export interface NoticeTextProps {
  /** Above the headline: the state in a word. */
  sign: string;
  tone: LampTone;
  title: string;
  text: ReactNode;
}

/** A sign with its lamp, a headline, a few words, and below them what can be done. */
export function NoticeText({
  sign,
  tone,
  title,
  text,
  children,
}: NoticeTextProps & { children?: ReactNode }) {
  return (
    <>
      <p className="flex items-center gap-3 text-sm text-soft">
        <Lamp tone={tone} />
        {sign}
      </p>
      <h1 className="mt-5 headline text-2xl sm:text-[3.25rem] sm:leading-[1.05]">{title}</h1>
      <div className="mt-5 space-y-3 text-soft">{text}</div>
      {children !== undefined && <div className="mt-9 flex flex-wrap gap-3">{children}</div>}
    </>
  );
}
