'use client';

import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button, type ButtonStyle } from './button';

interface ConfirmDialogProps extends ButtonStyle {
  /** On the button that opens the dialog. */
  trigger: ReactNode;
  triggerLabel?: string;
  title: string;
  text: ReactNode;
  /** The form that does it, with its own submit button. */
  children: ReactNode;
}

/** Asks before something that cannot be taken back. A native modal dialog: focus stays inside. */
export function ConfirmDialog({
  trigger,
  triggerLabel,
  title,
  text,
  children,
  ...look
}: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    // The page may be kept while it is hidden: it must not come back with the question open.
    return () => element?.close();
  }, []);
  return (
    <>
      <Button {...look} aria-label={triggerLabel} onClick={() => dialog.current?.showModal()}>
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        closedby="any"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        className="w-[min(28rem,calc(100vw-2rem))] rounded-lg border bg-sheet p-6 text-left whitespace-normal shadow-lift backdrop:bg-veil"
      >
        <h2 id={`${id}-title`} className="text-lg font-medium">
          {title}
        </h2>
        <div id={`${id}-text`} className="mt-2 text-sm text-soft">
          {text}
        </div>
        <div className="mt-6 flex flex-wrap-reverse items-end justify-end gap-3">
          <Button variant="ghost" onClick={() => dialog.current?.close()}>
            Keep it
          </Button>
          {children}
        </div>
      </dialog>
    </>
  );
}
