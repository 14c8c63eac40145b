'use client';

import { useId } from 'react';
import { cn } from './cn';
import { CopyButton } from './copy-button';
import { inputStyle } from './input';

/** What a command answered, to be copied now: it is not shown again. */
export function CopyResult({ label, text }: { label: string; text: string }) {
  const id = useId();
  return (
    <div role="status" className="rounded border border-go bg-go-wash p-4">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          readOnly
          value={text}
          className={cn(inputStyle, 'h-10 min-w-0 flex-1 basis-56 font-mono')}
        />
        <CopyButton text={text} label="Copy" />
      </div>
    </div>
  );
}
