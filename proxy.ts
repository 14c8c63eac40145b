import { NextResponse, type NextRequest } from 'next/server';

/** A session may be cut into several cookies; each begins with one of these names. */
const sessionCookie = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;

/**
 * Sends people without a session cookie to sign in before a signed-in page is rendered. This is a
 * courtesy and no guard: whether the cookie is worth anything is decided by every page itself.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.cookies.getAll().some((cookie) => sessionCookie.test(cookie.name))) {
    return NextResponse.next();
  }
  const { pathname, search } = request.nextUrl;
  const signIn = new URL('/sign-in', request.url);
  signIn.searchParams.set('callbackUrl', `${pathname}${search}`);
  return NextResponse.redirect(signIn);
}

export const config = {
  // Guests come back from Stripe to /billing/success and /billing/cancel.
  matcher: [
    '/account/:path*',
    '/admin/:path*',
    '/workflows/:path*',
    '/billing',
    '/billing/((?!success|cancel).*)',
  ],
};
