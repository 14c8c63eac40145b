import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { errors, type Provider } from 'oidc-provider';
import { listen } from '../kit/listen';
import { mountAssets } from '../kit/page/assets';
import { toDocument } from '../kit/page/page';
import { isSameOrigin, onlyHost, pageHeaders } from '../kit/page/security';
import { avatarSvg } from './avatar';
import { readChoice, type Choice } from './choice';
import { createGoogleProvider, ensureKeys, googleSub } from './google-provider';
import { Picker } from './picker';
import { problemDocument } from './problem';
import { openState, type ProviderState } from './state';

/** What both local identity providers are started with. */
export interface IdentityProviderOptions {
  /** 0 asks the system for a free port (tests). */
  port: number;
  clientId: string;
  clientSecret: string;
  /** The only addresses a browser is ever sent back to; compared exactly. */
  redirectUris: readonly string[];
  /** JSON file for keys and typed-in people; made when missing. */
  stateFile: string;
}

/** A running identity provider; `url` is its issuer, without a trailing slash. */
export interface IdentityProvider {
  url: string;
  close: () => Promise<void>;
}

type GoogleApp = Hono<{ Bindings: HttpBindings }>;

/**
 * Starts the stand-in for Google's OpenID provider on 127.0.0.1. The protocol is the certified
 * `oidc-provider`; what is ours is the page that asks who signs in, and people whose `sub` is the
 * same after every restart.
 *
 * @throws Error when the port is taken or the state file is damaged
 */
export async function startGoogle(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const state = openState(options.stateFile);
  await ensureKeys(state);
  const app: GoogleApp = new Hono();
  const { url, close } = await listen((request, bindings) => app.fetch(request, bindings), {
    port: options.port,
    name: 'local Google',
  });
  // The issuer is known only now, when a free port may have been chosen.
  const provider = createGoogleProvider({ ...options, issuer: url, state });
  mountGoogle(app, { provider, state, url });
  return { url, close };
}

interface GoogleDeps {
  provider: Provider;
  state: ProviderState;
  url: string;
}

function mountGoogle(app: GoogleApp, deps: GoogleDeps): void {
  const { provider, state, url } = deps;
  app.use(onlyHost(() => url));
  mountAssets(app);
  app.get('/', (c) =>
    c.html(
      problemDocument({
        standIn: 'google',
        title: 'Sign-in starts in the product',
        code: 'nothing to do here',
        advice: `This is the local stand-in for Google. Its configuration is at ${url}/.well-known/openid-configuration.`,
      }),
      200,
      pageHeaders(),
    ),
  );
  app.get('/avatar/:file', (c) => {
    const person = state.find((known) => `${googleSub(known)}.svg` === c.req.param('file'));
    if (person === undefined) return c.notFound();
    return c.body(avatarSvg(person.name, googleSub(person)), 200, {
      'content-type': 'image/svg+xml',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });
  mountSignIn(app, deps);

  const handler = provider.callback();
  app.all('*', async (c) => {
    dropSession(c.env.incoming.headers);
    await handler(c.env.incoming, c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });
}

function mountSignIn(app: GoogleApp, { provider, state }: GoogleDeps): void {
  app.onError((error, c) => {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    const page = problemDocument({
      standIn: 'google',
      title: 'This sign-in has ended',
      code: 'session_not_found',
      advice:
        'It was finished already, or it stayed open for too long. Start it again in the product.',
    });
    return c.html(page, 400, pageHeaders());
  });

  app.get('/signin/:uid', async (c) => {
    const { params } = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
    return c.html(pickerPage(state, params, c.req.path), 200, formHeaders(params));
  });

  app.post('/signin/:uid', async (c) => {
    if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
    const { incoming, outgoing } = c.env;
    const form = await c.req.formData();
    const { params } = await provider.interactionDetails(incoming, outgoing);
    const choice = readChoice(form, state);
    if (choice.kind === 'invalid') {
      return c.html(pickerPage(state, params, c.req.path, choice), 422, formHeaders(params));
    }
    const result =
      choice.kind === 'denied'
        ? { error: 'access_denied', error_description: 'The person denied access.' }
        : {
            login: { accountId: googleSub(choice.person), remember: false },
            select_account: {},
            consent: {},
          };
    // Resumes at the provider, which sends the browser back to the product.
    return c.redirect(await provider.interactionResult(incoming, outgoing, result), 303);
  });
}

type Params = Readonly<Record<string, unknown>>;

function pickerPage(
  state: ProviderState,
  params: Params,
  action: string,
  problem?: Extract<Choice, { kind: 'invalid' }>,
): string {
  return toDocument(
    Picker({
      standIn: 'google',
      action,
      client: new URL(String(params.redirect_uri)).host,
      people: state.people(),
      avatarOf: (person) => `/avatar/${googleSub(person)}.svg`,
      problem,
      hint: typeof params.login_hint === 'string' ? params.login_hint : undefined,
    }),
  );
}

function formHeaders(params: Params): Record<string, string> {
  return pageHeaders([String(params.redirect_uri)]);
}

/**
 * `oidc-provider` would remember the last person and skip the question. Without its session cookie
 * every sign-in starts fresh; the cookies of the sign-in under way stay.
 */
function dropSession(headers: { cookie?: string | undefined }): void {
  const kept = (headers.cookie ?? '')
    .split('; ')
    .filter((cookie) => !cookie.startsWith('local_google_session'));
  headers.cookie = kept.join('; ');
}
