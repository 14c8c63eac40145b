import type { Context, Hono } from 'hono';
import { avatarSvg } from './avatar';
import type { Grant, GrantStore } from './github-grants';
import { stableId, toLogin, type Person } from './people';
import type { ProviderState } from './state';

interface ApiDeps {
  url: string;
  state: ProviderState;
  grants: GrantStore;
}

/** GitHub's ids are whole numbers; nine digits leave room in every integer type. */
export function githubId(person: Person): number {
  return Number(stableId('github', person.email, 9));
}

/**
 * Mounts `GET /user` and `GET /user/emails`, each also below `/api`, where an Enterprise Server has
 * its API.
 */
export function mountApi(app: Hono, deps: ApiDeps): void {
  for (const prefix of ['', '/api']) {
    app.get(`${prefix}/user`, (c) => {
      const grant = authenticate(c, deps.grants);
      return grant === null ? badCredentials(c) : c.json(toUser(grant.person, deps.url));
    });
    app.get(`${prefix}/user/emails`, (c) => {
      const grant = authenticate(c, deps.grants);
      if (grant === null) return badCredentials(c);
      // Without the scope GitHub pretends that the resource does not exist.
      const allowed = grant.scopes.some((scope) => scope === 'user:email' || scope === 'user');
      if (!allowed) return c.json({ message: 'Not Found', status: '404' }, 404);
      return c.json(toEmails(grant.person));
    });
  }
  app.get('/avatars/:file', (c) => {
    const person = deps.state.find((known) => `${githubId(known)}.svg` === c.req.param('file'));
    if (person === undefined) return c.notFound();
    return c.body(avatarSvg(person.name, String(githubId(person))), 200, {
      'content-type': 'image/svg+xml',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });
}

function authenticate(c: Context, grants: GrantStore): Grant | null {
  const token = /^(?:bearer|token) (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const grant = token === undefined ? null : grants.findToken(token);
  if (grant !== null) c.header('x-oauth-scopes', grant.scopes.join(', '));
  return grant;
}

function badCredentials(c: Context): Response {
  return c.json({ message: 'Bad credentials', status: '401' }, 401);
}

function toUser(person: Person, url: string): Record<string, unknown> {
  const login = toLogin(person.email);
  return {
    login,
    id: githubId(person),
    node_id: Buffer.from(`04:User${githubId(person)}`).toString('base64'),
    avatar_url: `${url}/avatars/${githubId(person)}.svg`,
    url: `${url}/users/${login}`,
    html_url: `${url}/${login}`,
    type: 'User',
    user_view_type: 'private',
    site_admin: false,
    name: person.name,
    company: null,
    blog: '',
    location: null,
    // GitHub shows an address here only when its owner made it public, and only a verified one.
    email: person.emailPrivate || !person.emailVerified ? null : person.email,
    hireable: null,
    bio: null,
    two_factor_authentication: false,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };
}

/** The primary address is not the first on purpose: a client must look for the flag. */
function toEmails(person: Person): Record<string, unknown>[] {
  const noreply = `${githubId(person)}+${toLogin(person.email)}@users.noreply.github.com`;
  return [
    { email: noreply, primary: false, verified: true, visibility: null },
    {
      email: person.email,
      primary: true,
      verified: person.emailVerified,
      visibility: person.emailPrivate ? 'private' : 'public',
    },
  ];
}
