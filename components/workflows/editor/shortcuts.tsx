'use client';

import { useImperativeHandle, useRef, type Ref } from 'react';
import { Button } from '@/components/ui/button';

/** What the keyboard does on the canvas and in the lists; Ctrl is the command key on a Mac. */
const shortcuts = [
  ['/', 'Search for a step to add'],
  ['Tab', 'Go from step to step'],
  ['Enter', 'Choose the step and go to its settings'],
  ['Space', 'Choose the step beside others'],
  ['Arrow keys', 'Move what is chosen; with Shift further'],
  ['Delete', 'Delete what is chosen'],
  ['Ctrl A', 'Choose all steps'],
  ['Ctrl C, X, V', 'Copy, cut, paste'],
  ['Ctrl D', 'Duplicate'],
  ['Ctrl Z', 'Undo; with Shift, or Ctrl Y: redo'],
  ['Ctrl S', 'Save now'],
  ['Escape', 'Choose nothing, close a panel'],
  ['?', 'Show this'],
] as const;

export interface ShortcutsHandle {
  show: () => void;
}

export function Shortcuts({ ref }: { ref: Ref<ShortcutsHandle> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useImperativeHandle(ref, () => ({ show: () => dialog.current?.showModal() }), []);
  return (
    <dialog
      ref={dialog}
      closedby="any"
      aria-labelledby="shortcuts-title"
      className="w-[min(30rem,calc(100vw-2rem))] rounded-lg border bg-sheet p-6 shadow-lift backdrop:bg-veil"
    >
      <h2 id="shortcuts-title" className="text-lg font-medium">
        Keys
      </h2>
      <dl className="mt-4 text-sm">
        {shortcuts.map(([keys, words]) => (
          <div key={keys} className="flex items-baseline justify-between gap-4 border-t py-2">
            <dt>
              <kbd className="font-mono text-xs">{keys}</kbd>
            </dt>
            <dd className="text-right text-soft">{words}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-faint">
        A connection can be drawn with the pointer, or chosen under “Then” in a step’s settings.
        Shift and drag chooses several steps.
      </p>
      <div className="mt-5 flex justify-end">
        <Button onClick={() => dialog.current?.close()}>Close</Button>
      </div>
    </dialog>
  );
}
