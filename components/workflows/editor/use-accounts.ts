'use client';

import { useEffect, useState } from 'react';
import { credentialListSchema, type Credential } from '@/lib/workflows/credentials/schema';

export type Account = Pick<Credential, 'id' | 'kind' | 'name'>;

async function readAccounts(signal: AbortSignal): Promise<Account[]> {
  const response = await fetch('/api/credentials', { signal });
  if (!response.ok) return [];
  return credentialListSchema.parse(await response.json()).credentials;
}

/** The person's connected accounts; null until they are known. Without an answer there are none to choose. */
export function useAccounts(): readonly Account[] | null {
  const [accounts, setAccounts] = useState<readonly Account[] | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    readAccounts(abort.signal).then(setAccounts, () => {
      if (!abort.signal.aborted) setAccounts([]);
    });
    return () => abort.abort();
  }, []);
  return accounts;
}
