import path from 'node:path';
import type { NextConfig } from 'next';
import { securityHeaders } from './lib/env/security-headers';

const config: NextConfig = {
  output: 'standalone',
  // Else a lock file in a folder above decides where the server is written.
  outputFileTracingRoot: import.meta.dirname,
  // The process that evaluates expressions loads jsonata by its name, so it must be there as a package. The queue keeps
  // its state in its own modules, so there must be one of each.
  serverExternalPackages: ['jsonata', '@aws-sdk/client-dynamodb', '@dbos-inc/dbos-sdk', 'pg'],
  typedRoutes: true,
  // `npm test` has a step for the types, and says here that it has passed.
  typescript: { ignoreBuildErrors: process.env.CUE_TYPES_CHECKED === '1' },
  cacheComponents: true,
  cacheHandler: path.join(import.meta.dirname, 'cache-handler.mjs'),
  partialPrefetching: true,
  reactCompiler: false,
  poweredByHeader: false,
  // Keeps the generated agent instructions of `next dev` out of the repository.
  agentRules: false,
  headers: () => {
    const { STRIPE_API_URL, GOOGLE_ISSUER, GITHUB_URL, NODE_ENV } = process.env;
    const providers = [STRIPE_API_URL, GOOGLE_ISSUER, GITHUB_URL];
    const headers = securityHeaders(providers, NODE_ENV === 'development');
    return Promise.resolve([{ source: '/:path*', headers }]);
  },
};

export default config;
