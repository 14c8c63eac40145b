import type { Context, Hono } from 'hono';
import { toDocument } from '../../../kit/page/page';
import { isSameOrigin, pageHeaders } from '../../../kit/page/security';
import type { PagesPort } from '../port';
import { problemResponse } from '../problem';
import { openContext, type PortalContext } from './context';

type Answer = Response | Promise<Response>;
type Handler = (c: Context, context: PortalContext) => Answer;

/** What a page may say after a redirect; a code in the URL, so that no text comes from outside. */
const doneMessages = {
  updated: 'Your plan is changed.',
  scheduled: 'Your plan changes when this period ends.',
  canceled: 'Your cancellation is scheduled.',
  ended: 'Your plan has ended.',
  resumed: 'Your plan goes on; nothing is cancelled.',
  retained: 'Your plan goes on, and the discount is yours.',
  'card-added': 'The card is saved and is now the default.',
  'card-default': 'The default card is changed.',
  'card-removed': 'The card is removed.',
  information: 'Your billing information is saved.',
  'tax-id': 'Your tax IDs are changed.',
  paid: 'The invoice is paid. Thank you.',
} as const;

type Done = keyof typeof doneMessages;

/** The sentence for the `done` code of a request, if it carries a known one. */
export function doneOf(c: Context): string | undefined {
  const code = c.req.query('done');
  return code !== undefined && isDone(code) ? doneMessages[code] : undefined;
}

function isDone(code: string): code is Done {
  return Object.hasOwn(doneMessages, code);
}

/** Answers a portal page; its forms may lead to the product as well. */
export function show(
  c: Context,
  { session }: PortalContext,
  page: Parameters<typeof toDocument>[0],
  status: 200 | 402 | 422 = 200,
): Answer {
  const targets = [session.return_url, session.flow?.after_completion?.redirect?.return_url];
  const headers = pageHeaders(targets.filter((url) => typeof url === 'string'));
  return c.html(toDocument(page), status, headers);
}

/** After a change: to where the session's flow says, else to the portal's first page. */
export function finish(c: Context, context: PortalContext, done: Done): Answer {
  const completion = context.session.flow?.after_completion;
  const target = completion?.type === 'redirect' ? completion.redirect?.return_url : null;
  const page = completion?.type === 'hosted_confirmation' ? 'done' : 'home';
  return c.redirect(target ?? `${context.base}/${page}?done=${done}`, 303);
}

/** Shown for another customer's object, an object that is gone, and what is not allowed: no telling which. */
export function notHere(c: Context, { base }: PortalContext): Answer {
  return problemResponse(c, 404, {
    title: 'That is not here',
    text: 'It does not belong to this billing page, it has ended, or it cannot be changed here.',
    link: { href: `${base}/home`, label: 'All of your billing' },
  });
}

/** Registers portal routes whose handlers run only behind a link that holds. */
export function portalRoutes(app: Hono, port: PagesPort) {
  const guarded =
    (handler: Handler) =>
    async (c: Context): Promise<Response> => {
      const context = await openContext(port, c.req.param('token') ?? '');
      if (context !== null) return handler(c, context);
      return problemResponse(c, 404, {
        title: 'This billing link is not valid',
        text: 'It is not complete, or it has expired. Open billing again from your account in the product.',
      });
    };
  return {
    get: (path: string, handler: Handler) => app.get(`/p/session/:token${path}`, guarded(handler)),
    post: (path: string, handler: Handler) =>
      app.post(`/p/session/:token${path}`, (c) =>
        isSameOrigin(c)
          ? guarded(handler)(c)
          : c.text('Forms are accepted from this server only.', 403),
      ),
  };
}

export type PortalRoutes = ReturnType<typeof portalRoutes>;
