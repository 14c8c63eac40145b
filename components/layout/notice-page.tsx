import type { ReactNode } from 'react';
import { QuietHeader } from './quiet-header';
import { NoticeText, type NoticeTextProps } from './notice-text';
import { SkipLink } from './skip-link';

/** A page that says one thing: not found, failed, paid, cancelled. */
export function NoticePage({ children, ...text }: NoticeTextProps & { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <QuietHeader />
      <main id="content" className="grid flex-1 place-items-center px-5 pb-24 sm:px-8">
        <div className="w-full max-w-lg">
          <NoticeText {...text}>{children}</NoticeText>
        </div>
      </main>
    </div>
  );
}
