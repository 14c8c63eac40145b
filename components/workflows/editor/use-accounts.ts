'use client';

import { useEffect, useState } from 'react';
import { credentialListSchema, type Credential } from '@/lib/workflows/credentials/schema';

export type Account = Pick<Credential, 'id' | 'kind' | 'name'>;

async function readAccounts(signal: AbortSignal): Promise<Account[]> {
  const response = await fetch('/api/credentials', { signal });
  if (!response.ok) throw new Error(`The accounts are not known: ${response.status}`);
  return credentialListSchema.parse(await response.json()).credentials;
}

/**
 * The person's connected accounts; null until they are known. Without an answer there are none to choose. Whoever
 * comes back from another window may have connected one there: they are read again.
 */
export function useAccounts(): readonly Account[] | null {
  const [accounts, setAccounts] = useState<readonly Account[] | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const read = () => {
      readAccounts(abort.signal).then(setAccounts, () => {
        // What was known before is still the best there is.
        if (!abort.signal.aborted) setAccounts((known) => known ?? []);
      });
    };
    const readShown = () => {
      if (document.visibilityState === 'visible') read();
    };
    read();
    window.addEventListener('focus', read);
    document.addEventListener('visibilitychange', readShown);
    return () => {
      abort.abort();
      window.removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', readShown);
    };
  }, []);
  return accounts;
}
