'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

interface RefreshWhileProps {
  /** Null once nothing on the page changes any more. */
  everyMs: number | null;
}

/** Brings the page up to date while something on it still happens and somebody looks. */
export function RefreshWhile({ everyMs }: RefreshWhileProps) {
  const router = useRouter();
  useEffect(() => {
    if (everyMs === null) return;
    const look = () => {
      if (document.visibilityState === 'visible') router.refresh();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everyMs, router]);
  return null;
}
