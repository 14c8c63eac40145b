'use client';

import { Toaster as Sonner } from 'sonner';

/** Short notes in passing; nothing that is needed later stands only here. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={{ bottom: 24, right: 24 }}
      mobileOffset={{ bottom: 84 }}
      toastOptions={{
        unstyled: true,
        // Sonner names a font of its own on the list.
        style: { fontFamily: 'var(--font-geist-sans)' },
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded border bg-sheet px-4 py-3 text-sm text-ink shadow-lift sm:w-[22rem]',
          success: '[&_svg]:text-green',
          error: '[&_svg]:text-red',
        },
      }}
    />
  );
}
