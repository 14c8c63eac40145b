'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { SubscriptionStatus } from '@/lib/billing/schema';

const BURST_SECONDS = 10;
const REST_SECONDS = 20;

/**
 * Keeps a page in step with the subscription: after the page appears or is looked at again (back
 * from the portal, from another tab) it asks every second for ten seconds, then rarely, and renews
 * the page when the answer is another one.
 */
export function StatusWatcher({ initial }: { initial: SubscriptionStatus }) {
  const router = useRouter();
  // Compared as text: the page renews when any word of the answer is another one.
  const rendered = toText(initial);

  useEffect(() => {
    const stopped = new AbortController();
    const { signal } = stopped;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let burstEndsAt = 0;

    async function look() {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') {
        const now = await readStatus(signal);
        if (signal.aborted) return;
        if (now !== null && now !== rendered) router.refresh();
      }
      clearTimeout(timer);
      const pause = Date.now() < burstEndsAt ? 1 : REST_SECONDS;
      timer = setTimeout(() => void look(), pause * 1000);
    }
    function begin() {
      burstEndsAt = Date.now() + BURST_SECONDS * 1000;
      void look();
    }

    begin();
    window.addEventListener('focus', begin, { signal });
    window.addEventListener('pageshow', begin, { signal });
    document.addEventListener('visibilitychange', begin, { signal });
    return () => {
      stopped.abort();
      clearTimeout(timer);
    };
  }, [router, rendered]);

  return null;
}

function toText(status: Partial<SubscriptionStatus>): string {
  const { has_subscription, status: state, current_period_end, plan_name, cancel_at } = status;
  return JSON.stringify([has_subscription, state, current_period_end, plan_name, cancel_at]);
}

/** The status as it is now; null when it could not be had. */
async function readStatus(signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch('/api/payments/subscription-status', {
      signal,
      cache: 'no-store',
    });
    if (!response.ok) return null;
    // Our own endpoint, and only compared: a strange answer costs one refresh and nothing else.
    return toText((await response.json()) as Partial<SubscriptionStatus>);
  } catch {
    return null;
  }
}
