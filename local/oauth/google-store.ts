import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  expiresAtMs: number;
}

/**
 * Storage of `oidc-provider` for what lives minutes at most (interactions, codes, tokens): kept in
 * memory, so a restart ends open sign-ins and nothing else. People and keys live in the state file.
 */
export function createGoogleStore(): AdapterFactory {
  const entries = new Map<string, Entry>();

  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAtMs > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  };
  const search = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    for (const key of entries.keys()) {
      const payload = key.startsWith(`${model}:`) ? live(key) : undefined;
      if (payload !== undefined && matches(payload)) return payload;
    }
    return undefined;
  };
  const removeWhere = (matches: (payload: AdapterPayload) => boolean): void => {
    for (const [key, entry] of entries) if (matches(entry.payload)) entries.delete(key);
  };

  return (model): Adapter => ({
    upsert(id, payload, expiresIn) {
      const lifetimeMs = expiresIn !== undefined && expiresIn > 0 ? expiresIn * 1000 : Infinity;
      entries.set(`${model}:${id}`, { payload, expiresAtMs: Date.now() + lifetimeMs });
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(live(`${model}:${id}`)),
    findByUid: (uid) => Promise.resolve(search(model, (payload) => payload.uid === uid)),
    findByUserCode: (code) => Promise.resolve(search(model, (p) => p.userCode === code)),
    consume(id) {
      // A used code stays, marked: presenting it again revokes what it had been exchanged for.
      const payload = live(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      return Promise.resolve();
    },
    destroy(id) {
      entries.delete(`${model}:${id}`);
      return Promise.resolve();
    },
    revokeByGrantId(grantId) {
      removeWhere((payload) => payload.grantId === grantId);
      return Promise.resolve();
    },
  });
}
