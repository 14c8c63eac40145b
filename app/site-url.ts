import 'server-only';
import { appEnv, findEnvProblems } from '@/lib/env/env';
import { appEnvSchema } from '@/lib/env/schema';

/**
 * The origin that canonical links, the sitemap and preview images name. A build without an
 * environment (a container image, CI) falls back to Next's own default, localhost.
 */
export function siteUrl(): URL {
  if (findEnvProblems(appEnvSchema).length > 0) return new URL('http://localhost:3000');
  return new URL(appEnv().NEXTAUTH_URL);
}
