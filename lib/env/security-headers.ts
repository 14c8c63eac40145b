interface Header {
  key: string;
  value: string;
}

/**
 * The headers of every answer.
 *
 * Scripts may stand inline because prerendered pages cannot carry a per-request nonce: Next writes
 * the page's data as inline scripts at build time. Everything else is closed. `form-action` must
 * let a form's answer redirect to the identity provider and to Stripe, which are https in
 * production; providers that live on other origins are added by name.
 *
 * @param providerUrls URLs of providers which replace the public ones; empty entries are ignored
 * @param isDevServer React's development build evaluates strings as code to show where a server error
 *   came from; its production build never does
 */
export function securityHeaders(
  providerUrls: (string | undefined)[],
  isDevServer: boolean,
): Header[] {
  const origins = providerUrls.flatMap((url) => (url ? [new URL(url).origin] : [])).join(' ');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${isDevServer ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: https: ${origins}`.trim(),
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
    `form-action 'self' https: ${origins}`.trim(),
  ];
  return [
    { key: 'Content-Security-Policy', value: policy.join('; ') },
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    { key: 'X-Frame-Options', value: 'DENY' },
    { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
    { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
    { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
    // Without includeSubDomains: whether the rest of the domain is https is not ours to promise.
    { key: 'Strict-Transport-Security', value: 'max-age=63072000' },
  ];
}
