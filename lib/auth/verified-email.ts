import { z } from 'zod';

/** Google's claims (`email_verified`) and our own GitHub identity (`emailVerified`). */
const profileSchema = z
  .object({ email: z.email(), email_verified: z.literal(true) })
  .or(z.object({ email: z.email(), emailVerified: z.literal(true) }));

/**
 * The address that the provider vouches for; null when it does not. A string such as "true" is no
 * vouching: only the boolean of the specification counts.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
export function verifiedEmailOf(profile: unknown): string | null {
  const result = profileSchema.safeParse(profile);
  return result.success ? result.data.email.toLowerCase() : null;
}
