'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { toast } from 'sonner';

interface NoticeToastProps {
  /** Sentences by the value of `notice` in the address. */
  notices: Readonly<Record<string, string>>;
}

/** Says on arrival what the page before has done (`?notice=deleted`), once. */
export function NoticeToast({ notices }: NoticeToastProps) {
  const pathname = usePathname();
  const notice = useSearchParams().get('notice');
  const sentence = notice !== null && Object.hasOwn(notices, notice) ? notices[notice] : undefined;
  useEffect(() => {
    if (sentence === undefined) return;
    toast.success(sentence, { id: sentence });
    // Taken out of the address, so that a reload or a bookmark does not say it again.
    window.history.replaceState(null, '', pathname);
  }, [sentence, pathname]);
  return null;
}
