/** What a test sees of a page: where it ended, with which status, and its text. */
export interface Visit {
  url: string;
  status: number;
  text: string;
}

/** As much of a browser as a protocol test needs: cookies with paths, redirects, forms. */
export interface FetchBrowser {
  /** Follows redirects as long as they stay on the provider's origin. */
  open(url: string): Promise<Visit>;
  /** Posts a form from a page of the same origin, then follows redirects likewise. */
  submit(url: string, fields: Readonly<Record<string, string>>): Promise<Visit>;
}

interface Cookie {
  name: string;
  value: string;
  path: string;
}

/**
 * Starts a browser with an empty cookie jar.
 *
 * @param origin the server under test; a redirect to any other origin is where a visit ends, with
 *   status 0 and an empty text
 */
export function createFetchBrowser(origin: string): FetchBrowser {
  let jar: Cookie[] = [];

  const go = async (url: string, init: RequestInit): Promise<Visit> => {
    const target = new URL(url, origin);
    if (target.origin !== origin) return { url: target.href, status: 0, text: '' };
    const cookies = jar.filter((cookie) => target.pathname.startsWith(cookie.path));
    const headers = new Headers(init.headers);
    headers.set('cookie', cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
    const response = await fetch(target, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const cookie = parseCookie(line);
      jar = jar.filter((old) => old.name !== cookie.name || old.path !== cookie.path);
      if (cookie.value !== '') jar.push(cookie);
    }
    const location = response.headers.get('location');
    if (location !== null) return go(new URL(location, target).href, { method: 'GET' });
    return { url: target.href, status: response.status, text: await response.text() };
  };

  return {
    open: (url) => go(url, { method: 'GET' }),
    submit: (url, fields) =>
      go(url, { method: 'POST', body: new URLSearchParams(fields), headers: { origin } }),
  };
}

function parseCookie(line: string): Cookie {
  const [pair = '', ...attributes] = line.split('; ');
  const [name = '', ...value] = pair.split('=');
  const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='));
  return { name, value: value.join('='), path: path?.slice('path='.length) ?? '/' };
}
