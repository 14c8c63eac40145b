/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Page, toDocument } from '../../kit/page/page';
import { pageHeaders } from '../../kit/page/security';

interface Problem {
  title: string;
  text: string;
  /** A way out, when there is one that was stored by the API and not taken from the request. */
  link?: { href: string; label: string } | undefined;
}

/** A page that says why the one asked for is not there, and where to go. */
export function problemResponse(
  c: Context,
  status: 400 | 403 | 404 | 409 | 410,
  { title, text, link }: Problem,
): Response | Promise<Response> {
  const page = (
    <Page standIn="stripe" title={title} width="narrow">
      <div class="card stack">
        <h1>{title}</h1>
        <p class="soft wrap">{text}</p>
        {link !== undefined && (
          <p>
            <a class="button is-primary" href={link.href}>
              {link.label}
            </a>
          </p>
        )}
      </div>
    </Page>
  );
  return c.html(toDocument(page), status, pageHeaders());
}
