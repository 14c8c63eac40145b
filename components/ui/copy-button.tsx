'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from './button';
import { CheckIcon, CopyIcon } from './icons';

/** Copies a text, and says whether it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      // The browser may forbid it (no permission, no secure page).
      toast.error('The browser did not allow copying. Select the text and copy it yourself.');
    }
  }
  return (
    <Button variant="ghost" size="sm" onClick={() => void copy()} onBlur={() => setIsCopied(false)}>
      {isCopied ? <CheckIcon className="size-4" /> : <CopyIcon className="size-4" />}
      <span aria-live="polite">{isCopied ? 'Copied' : label}</span>
    </Button>
  );
}
