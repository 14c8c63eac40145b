'use client';

import { useEffect, useState } from 'react';
import { z } from 'zod';
import { credentialKindSchema } from '@/lib/workflows/credential-kind';

const accountSchema = z.object({
  id: z.string(),
  kind: credentialKindSchema,
  name: z.string(),
});
export type Account = z.infer<typeof accountSchema>;

const answerSchema = z.object({ credentials: z.array(accountSchema) });

async function readAccounts(signal: AbortSignal): Promise<Account[]> {
  const response = await fetch('/api/credentials', { signal });
  if (!response.ok) return [];
  return answerSchema.parse(await response.json()).credentials;
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
