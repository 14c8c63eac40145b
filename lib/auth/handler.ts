import 'server-only';
import { appEnv } from '@/lib/env/env';
import { callNextAuth, callNextAuthAsForm } from './next-auth-call';
import { authPages, createAuthOptions, type AuthDeps } from './options';
import { toOwnPath } from './return-to';
import type { ProviderId } from './schema';

/** Where people land who signed in without having wanted to go anywhere in particular. */
const AFTER_SIGN_IN = '/account';

async function readForm(request: Request): Promise<Record<string, string>> {
  const text = await request.text();
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('application/json'))
    return Object.fromEntries(Object.entries(JSON.parse(text) as object));
  return Object.fromEntries(new URLSearchParams(text));
}

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
    response.headers.set('location', toErrorPage(location, appEnv().NEXTAUTH_URL, denied));
  }
  return response;
}

/** Answers everything below `/api/auth` that next-auth owns. */
export async function handleNextAuth(
  deps: AuthDeps,
  request: Request,
  action: string[],
): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const isPost = request.method === 'POST';
  const response = await callNextAuth(createAuthOptions(deps), {
    method: isPost ? 'POST' : 'GET',
    action,
    query,
    headers: request.headers,
    body: isPost ? await readForm(request) : {},
  });
  return withErrorPage(response, action[0] === 'callback' && query.error === 'access_denied');
}

/**
 * Starts a sign-in and redirects to the provider; works as a plain link.
 *
 * @param callbackUrl where to go afterwards; ignored when it leads out of this app
 */
export async function startSignIn(
  deps: AuthDeps,
  request: Request,
  provider: ProviderId,
  callbackUrl: string | null,
): Promise<Response> {
  const target = toOwnPath(appEnv().NEXTAUTH_URL, callbackUrl, AFTER_SIGN_IN);
  const response = await callNextAuthAsForm(createAuthOptions(deps), {
    action: ['signin', provider],
    headers: request.headers,
    body: { callbackUrl: target },
  });
  return withErrorPage(response, false);
}

/** The `Set-Cookie` headers that end the session of a request. */
export async function endSession(deps: AuthDeps, request: Request): Promise<string[]> {
  const response = await callNextAuthAsForm(createAuthOptions(deps), {
    action: ['signout'],
    headers: request.headers,
    body: {},
  });
  return response.headers.getSetCookie();
}
