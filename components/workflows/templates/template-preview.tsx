'use client';

import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';

interface TemplatePreviewProps {
  title: string;
  children: ReactNode;
}

/** A template looked at closely, without leaving the gallery. */
export function TemplatePreview({ title, children }: TemplatePreviewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    // The page may be kept while it is hidden: it must not come back with the picture open.
    return () => element?.close();
  }, []);
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={`Look closer at ${title}`}
        onClick={() => dialog.current?.showModal()}
      >
        Look closer
      </Button>
      <dialog
        ref={dialog}
        closedby="any"
        aria-labelledby={id}
        className="max-h-[calc(100dvh-3rem)] w-[min(34rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border bg-sheet p-5 shadow-lift backdrop:bg-veil sm:p-6"
      >
        <div className="mb-3 flex items-start justify-between gap-4">
          <h2 id={id} className="text-lg font-medium">
            {title}
          </h2>
          <Button size="sm" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </div>
        {children}
      </dialog>
    </>
  );
}
