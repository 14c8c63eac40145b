'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { CloseIcon } from './icons';

interface SidePanelProps {
  side: 'left' | 'right';
  label: string;
  /** On a small screen it lies over the canvas, and only when it is open. */
  isOpen: boolean;
  onClose: () => void;
  head?: ReactNode;
  children: ReactNode;
}

/** Beside the canvas; on a small screen a sheet from below. */
export function SidePanel({ side, label, isOpen, onClose, head, children }: SidePanelProps) {
  return (
    <section
      aria-label={label}
      className={cn(
        'flex min-h-0 flex-col bg-sheet',
        side === 'left' ? 'lg:border-r' : 'lg:border-l',
        'max-lg:absolute max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-10 max-lg:max-h-[72%] max-lg:rounded-t-lg max-lg:border-t max-lg:shadow-lift',
        !isOpen && 'max-lg:hidden',
      )}
    >
      <div
        className={cn(
          'flex items-center justify-between gap-2 border-b px-3 py-1.5',
          head === undefined && 'lg:hidden',
        )}
      >
        {head ?? <span className="text-sm font-medium">{label}</span>}
        <Button
          variant="ghost"
          size="icon"
          aria-label="Close the panel"
          className="lg:hidden"
          onClick={onClose}
        >
          <CloseIcon />
        </Button>
      </div>
      {/* Scrolls by itself, so the keyboard must be able to get into it: everything in it can be focused. */}
      <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
    </section>
  );
}
