import type { Context, Hono } from 'hono';
import { toDocument } from '../kit/page/page';
import { isSameOrigin, pageHeaders } from '../kit/page/security';
import { readChoice, type Choice } from './choice';
import { githubId } from './github-api';
import type { GrantStore } from './github-grants';
import { Picker } from './picker';
import { problemDocument } from './problem';
import type { ProviderState } from './state';

interface AuthorizeDeps {
  clientId: string;
  redirectUris: readonly string[];
  state: ProviderState;
  grants: GrantStore;
}

/** A checked authorization request; everything in it may be shown or redirected to. */
interface AuthorizationRequest {
  redirectUri: string;
  clientState: string | null;
  scopes: readonly string[];
  challenge: string | null;
  hint: string | undefined;
  /** The request's own parameters, carried through the form and checked again when it comes back. */
  carried: Record<string, string>;
}

type Checked =
  | { kind: 'ok'; request: AuthorizationRequest }
  | { kind: 'page'; title: string; code: string; advice: string }
  | { kind: 'redirect'; to: string };

const path = '/login/oauth/authorize';
const carriedNames = [
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
];

/** Mounts GitHub's authorization page: who signs in, or nobody. */
export function mountAuthorize(app: Hono, deps: AuthorizeDeps): void {
  app.get(path, (c) => {
    const checked = checkRequest((name) => c.req.query(name), deps);
    if (checked.kind !== 'ok') return refuse(c, checked);
    return c.html(
      pickerPage(deps, checked.request),
      200,
      pageHeaders([checked.request.redirectUri]),
    );
  });

  app.post(path, async (c) => {
    if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
    const form = await c.req.formData();
    const checked = checkRequest((name) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : undefined;
    }, deps);
    if (checked.kind !== 'ok') return refuse(c, checked);
    const { request } = checked;

    const choice = readChoice(form, deps.state);
    if (choice.kind === 'invalid') {
      return c.html(pickerPage(deps, request, choice), 422, pageHeaders([request.redirectUri]));
    }
    if (choice.kind === 'denied') {
      const description = 'The user has denied your application access.';
      return c.redirect(back(request, { error: 'access_denied', error_description: description }));
    }
    const { redirectUri, scopes, challenge } = request;
    const code = deps.grants.issueCode({ person: choice.person, redirectUri, scopes, challenge });
    return c.redirect(back(request, { code }));
  });
}

/** Client and redirect address first: only when both are right may an error travel by redirect. */
function checkRequest(read: (name: string) => string | undefined, deps: AuthorizeDeps): Checked {
  const clientId = read('client_id');
  if (clientId !== deps.clientId) {
    return {
      kind: 'page',
      title: 'This client is not known',
      code: 'invalid_client',
      advice: `The product sent the client id "${clientId ?? ''}". Compare GITHUB_CLIENT_ID in .env.local with the one the local stack was started with.`,
    };
  }
  // GitHub falls back to the address registered with the app.
  const redirectUri = read('redirect_uri') ?? deps.redirectUris[0];
  if (redirectUri === undefined || !deps.redirectUris.includes(redirectUri)) {
    return {
      kind: 'page',
      title: 'The redirect address does not match',
      code: 'redirect_uri_mismatch',
      advice: `The product asked to be called back at "${redirectUri ?? ''}", which is not registered. Compare NEXTAUTH_URL with the address the product runs at.`,
    };
  }
  const request: AuthorizationRequest = {
    redirectUri,
    clientState: read('state') ?? null,
    scopes: (read('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
    challenge: read('code_challenge') ?? null,
    hint: read('login'),
    carried: {},
  };
  for (const name of carriedNames) {
    const value = read(name);
    if (value !== undefined) request.carried[name] = value;
  }
  if (request.challenge !== null && read('code_challenge_method') !== 'S256') {
    const description = 'The code challenge method must be S256.';
    return {
      kind: 'redirect',
      to: back(request, { error: 'invalid_request', error_description: description }),
    };
  }
  return { kind: 'ok', request };
}

function refuse(c: Context, refusal: Exclude<Checked, { kind: 'ok' }>): Response {
  if (refusal.kind === 'redirect') return c.redirect(refusal.to);
  const html = problemDocument({ standIn: 'github', ...refusal });
  return new Response(html, {
    status: 400,
    headers: { ...pageHeaders(), 'content-type': 'text/html; charset=utf-8' },
  });
}

function back(request: AuthorizationRequest, params: Record<string, string>): string {
  const url = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  if (request.clientState !== null) url.searchParams.set('state', request.clientState);
  return url.href;
}

function pickerPage(
  deps: AuthorizeDeps,
  request: AuthorizationRequest,
  problem?: Extract<Choice, { kind: 'invalid' }>,
): string {
  return toDocument(
    Picker({
      standIn: 'github',
      action: path,
      hidden: request.carried,
      client: new URL(request.redirectUri).host,
      people: deps.state.people(),
      avatarOf: (person) => `/avatars/${githubId(person)}.svg`,
      problem,
      hint: request.hint,
    }),
  );
}
