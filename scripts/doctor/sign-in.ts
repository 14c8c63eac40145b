import { z } from 'zod';
import type { Finding } from './finding';

const discoverySchema = z.object({ issuer: z.string(), authorization_endpoint: z.url() });

/** Whether the issuer of Google's tokens answers, and is who it should be. */
export async function findGoogleProblems(issuer: string): Promise<Finding[]> {
  const base = issuer.replace(/\/$/, '');
  const response = await fetch(`${base}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5_000),
  });
  const document = discoverySchema.safeParse(response.ok ? await response.json() : null);
  if (document.success && document.data.issuer.replace(/\/$/, '') === base) return [];
  return [
    {
      problem: `GOOGLE_ISSUER ${issuer} does not describe itself as that issuer`,
      mend: 'Remove GOOGLE_ISSUER to use Google itself.',
    },
  ];
}
