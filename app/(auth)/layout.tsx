import type { ReactNode } from 'react';
import { QuietHeader } from '@/components/layout/quiet-header';
import { SkipLink } from '@/components/layout/skip-link';
import { Stage } from '@/components/layout/stage';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <SkipLink />
      <div className="flex flex-col">
        <QuietHeader />
        <main id="content" className="flex flex-1 items-center justify-center px-5 py-12 sm:px-8">
          <div className="w-full max-w-sm">{children}</div>
        </main>
      </div>
      <Stage />
    </div>
  );
}
