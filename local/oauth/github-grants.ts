import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './people';

/** GitHub's codes live ten minutes. */
const codeLifetimeMs = 10 * 60 * 1000;

/** What a person agreed to, and how the code may be redeemed. */
export interface Grant {
  person: Person;
  redirectUri: string;
  scopes: readonly string[];
  /** S256 challenge (RFC 7636), or null when the client sent none. */
  challenge: string | null;
}

/** Codes and tokens of the local GitHub, in memory: a restart ends open sign-ins and nothing else. */
export interface GrantStore {
  issueCode(grant: Grant): string;
  /** A code can be taken once, whatever is then wrong with the rest of the request. */
  takeCode(code: string): Grant | null;
  issueToken(grant: Grant): string;
  findToken(token: string): Grant | null;
}

export function createGrantStore(): GrantStore {
  const codes = new Map<string, { grant: Grant; expiresAtMs: number }>();
  const tokens = new Map<string, Grant>();
  return {
    issueCode(grant) {
      const code = randomBytes(10).toString('hex');
      codes.set(code, { grant, expiresAtMs: Date.now() + codeLifetimeMs });
      return code;
    },
    takeCode(code) {
      const entry = codes.get(code);
      codes.delete(code);
      return entry !== undefined && entry.expiresAtMs > Date.now() ? entry.grant : null;
    },
    issueToken(grant) {
      const token = `gho_${randomBytes(27).toString('base64url').replaceAll(/[-_]/g, 'x')}`;
      tokens.set(token, grant);
      return token;
    },
    findToken: (token) => tokens.get(token) ?? null,
  };
}

/** Whether a PKCE verifier belongs to the challenge that started the flow (S256). */
export function matchesChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  if (verifier === null) return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
