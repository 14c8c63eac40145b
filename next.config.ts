import type { NextConfig } from 'next';
import { securityHeaders } from './lib/env/security-headers';

const config: NextConfig = {
  output: 'standalone',
  typedRoutes: true,
  cacheComponents: true,
  partialPrefetching: true,
  reactCompiler: false,
  poweredByHeader: false,
  // Keeps the generated agent instructions of `next dev` out of the repository.
  agentRules: false,
  headers: () => {
    const { STRIPE_API_URL, GOOGLE_ISSUER, GITHUB_URL } = process.env;
    const headers = securityHeaders([STRIPE_API_URL, GOOGLE_ISSUER, GITHUB_URL]);
    return Promise.resolve([{ source: '/:path*', headers }]);
  },
};

export default config;
