import 'server-only';
import { appEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import { clientAddress, isWithinRateLimit } from '@/lib/errors/rate-limit';
import { callNextAuth, callNextAuthAsForm } from './next-auth-call';
import { authPages, createAuthOptions, type OnSignIn } from './options';
import { callbackOfReferrer, toOwnPath } from './return-to';
import type { ProviderId } from './schema';

/** Where people land who signed in without having wanted to go anywhere in particular. */
const AFTER_SIGN_IN = '/workflows';

/** Starts of one address; a household or an office behind one address stays far below. */
const startLimit = { requestsMax: 120, windowSeconds: 60 };

/** Nobody is signed in by starting or ending a sign-in. */
const nobodySignsIn: OnSignIn = () => Promise.resolve();

/**
 * Sends every failed sign-in to our one page for it. next-auth would show some errors above its
 * sign-in form and pass others through a page of its own.
 */
export function toErrorPage(location: string, origin: string, denied: boolean): string {
  const url = new URL(location, origin);
  const error = url.searchParams.get('error');
  const isOwn = url.pathname === '/api/auth/error' || url.pathname === '/api/auth/signin';
  if (url.origin !== origin || error === null || !(isOwn || url.pathname === authPages.signIn)) {
    return location;
  }
  const target = new URL(authPages.error, origin);
  target.searchParams.set('error', denied ? 'AccessDenied' : error);
  return target.href;
}

function withErrorPage(response: Response, denied: boolean): Response {
  const location = response.headers.get('location');
  if (location !== null) {
    const { NEXTAUTH_URL } = appEnv();
    const target = toErrorPage(location, NEXTAUTH_URL, denied);
    response.headers.set('location', new URL(target, NEXTAUTH_URL).href);
  }
  return response;
}

/**
 * What next-auth answers below `/api/auth`. Its log endpoint is left out: it writes whatever a
 * stranger sends into our log.
 */
const actions = {
  GET: new Set(['callback', 'csrf', 'error', 'providers', 'session', 'signin', 'signout']),
  POST: new Set(['callback', 'session', 'signin', 'signout']),
};

/**
 * Answers everything below `/api/auth` that next-auth owns.
 *
 * @param onSignIn work to do when somebody has just signed in
 * @param action the path below `/api/auth`, such as `['callback', 'google']`
 * @param form the fields of a POST
 * @throws AppError `not_found`
 */
export async function handleNextAuth(
  onSignIn: OnSignIn,
  request: Request,
  action: string[],
  form: Record<string, string>,
): Promise<Response> {
  const method = request.method === 'POST' ? 'POST' : 'GET';
  if (!actions[method].has(action[0] ?? '')) throw new AppError('not_found');
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const response = await callNextAuth(createAuthOptions(onSignIn), {
    method,
    action,
    query,
    headers: request.headers,
    body: form,
  });
  return withErrorPage(response, action[0] === 'callback' && query.error === 'access_denied');
}

/**
 * Starts a sign-in and redirects to the provider; works as a plain link.
 *
 * @param callbackUrl where to go afterwards; ignored when it leads out of this app. When absent, the
 *   sign-in page that was left is asked: pressed before its streamed part arrived, its form cannot
 *   name the target yet, but its address does
 */
export async function startSignIn(
  request: Request,
  provider: ProviderId,
  callbackUrl: string | null,
): Promise<Response> {
  if (!(await isWithinRateLimit('sign-in', clientAddress(request.headers), startLimit))) {
    const location = `${appEnv().NEXTAUTH_URL}${authPages.error}?error=RateLimited`;
    return new Response(null, { status: 302, headers: { location } });
  }
  const origin = appEnv().NEXTAUTH_URL;
  const wanted = callbackUrl ?? callbackOfReferrer(origin, request.headers.get('referer'));
  const target = toOwnPath(origin, wanted, AFTER_SIGN_IN);
  const response = await callNextAuthAsForm(createAuthOptions(nobodySignsIn), {
    action: ['signin', provider],
    headers: request.headers,
    body: { callbackUrl: target },
  });
  return withErrorPage(response, false);
}

/** Ends the session of a request; answers the headers that take its cookies away. */
export async function endSession(request: Request): Promise<[string, string][]> {
  const response = await callNextAuthAsForm(createAuthOptions(nobodySignsIn), {
    action: ['signout'],
    headers: request.headers,
    body: {},
  });
  return response.headers.getSetCookie().map((cookie) => ['set-cookie', cookie]);
}
