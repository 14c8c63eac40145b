import { NextResponse, type NextRequest } from 'next/server';
import { judgeVisitor } from '@/lib/admin/gate';
import { createServiceClient } from '@/lib/db/clients';

/** A session may be cut into several cookies; each begins with one of these names. */
const sessionCookie = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;

const isConsole = (pathname: string) => pathname === '/admin' || pathname.startsWith('/admin/');

function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const signIn = new URL('/sign-in', request.url);
  signIn.searchParams.set('callbackUrl', `${pathname}${search}`);
  return NextResponse.redirect(signIn);
}

/** No folder of `app` that begins with a line is a route, so nothing will ever be here. */
const nowhere = '/_nowhere';

/** What does not exist, and is not kept by any cache: somebody may be given a role. */
function hide(request: NextRequest): NextResponse {
  return NextResponse.rewrite(new URL(nowhere, request.url));
}

/**
 * Sends people without a session cookie to sign in before a signed-in page is rendered. This is a
 * courtesy and no guard: whether the cookie is worth anything is decided by every page itself.
 *
 * Before the console it looks closer, because a page begins to be sent before it knows who asks: to whoever
 * is no operator the answer is 404, in its status too. A role that cannot be read is left to the page,
 * which reads it again and shows nothing without it.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const isSignedIn = request.cookies.getAll().some(({ name }) => sessionCookie.test(name));
  if (!isSignedIn) return toSignIn(request);
  if (!isConsole(request.nextUrl.pathname)) return NextResponse.next();
  const visitor = await judgeVisitor(createServiceClient(), request.headers.get('cookie'));
  if (visitor === 'stranger') return toSignIn(request);
  return visitor === 'person' ? hide(request) : NextResponse.next();
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
