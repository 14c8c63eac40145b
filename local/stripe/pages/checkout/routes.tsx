/** @jsxImportSource hono/jsx */
import type { Context, Hono } from 'hono';
import { Page, toDocument } from '../../../kit/page/page';
import { isSameOrigin, pageHeaders } from '../../../kit/page/security';
import { toFieldError } from '../card-error';
import { Authentication, type FieldError } from '../card-form';
import { emptyCard, readCard, textOf, type TypedCard } from '../card-input';
import { createClient, segment, toProblem } from '../client';
import { hostOf } from '../format';
import type { PagesPort, PaymentOutcome } from '../port';
import { problemResponse } from '../problem';
import { checkoutSessionSchema, type CheckoutSession } from '../schema';
import { CheckoutPage } from './checkout-page';
import { readDiscount, refusalWords } from './discount';
import { toOrder } from './order';

interface Filled {
  email: string;
  typed: TypedCard;
  error: FieldError | undefined;
  typedCode?: string;
}

/** Mounts the hosted payment page: form, authentication step, and what is left of a finished session. */
export function mountCheckout(app: Hono, port: PagesPort): void {
  app.get('/c/pay/:id', async (c) => {
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    return form(c, port, session, { email: '', typed: emptyCard, error: undefined }, 200);
  });

  app.post('/c/pay/:id', async (c) => {
    if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    const posted = await c.req.formData();
    const { card, typed } = readCard(posted);
    const email = knownEmail(session) ?? textOf(posted, 'email');
    const outcome = await port.confirmCheckout(session.id, { email, card });
    return answer(c, port, session, outcome, { email, typed });
  });

  app.get('/c/pay/:id/authenticate', async (c) => {
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    const host = hostOf(session.success_url) ?? 'This shop';
    const page = (
      <Page standIn="stripe" title="Confirm it is you" width="narrow" styles={['stripe.css']}>
        <Authentication
          action={c.req.path}
          hidden={{ email: c.req.query('email') ?? '' }}
          amount={toOrder(session).total}
          host={host}
        />
      </Page>
    );
    return c.html(toDocument(page), 200, headersOf(session));
  });

  app.post('/c/pay/:id/authenticate', async (c) => {
    if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    const posted = await c.req.formData();
    const isComplete = textOf(posted, 'outcome') === 'complete';
    const outcome = await port.authenticateCheckout(session.id, isComplete ? 'complete' : 'fail');
    const email = textOf(posted, 'email');
    return answer(c, port, session, outcome, { email, typed: emptyCard });
  });

  app.post('/c/pay/:id/promotion-code', async (c) => {
    if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    if (session.allow_promotion_codes !== true) {
      return c.text('This page takes no promotion codes.', 400);
    }
    return enterCode(c, port, session, await c.req.formData());
  });
}

/** A code is taken and the page comes back with the new total, or the field says why not. */
async function enterCode(
  c: Context,
  port: PagesPort,
  session: CheckoutSession,
  posted: FormData,
): Promise<Response> {
  const page = `/c/pay/${segment(session.id)}`;
  if (textOf(posted, 'intent') === 'remove') {
    await port.removePromotionCode(session.id);
    return c.redirect(page, 303);
  }
  const code = textOf(posted, 'promotionCode');
  const outcome = await port.applyPromotionCode(session.id, code);
  if (outcome.kind === 'applied') return c.redirect(page, 303);
  const error = { field: 'promotionCode', message: refusalWords(outcome.reason) } as const;
  return form(c, port, session, { email: '', typed: emptyCard, error, typedCode: code }, 422);
}

/** Every end of an attempt has its page; only a finished payment leaves for the product. */
async function answer(
  c: Context,
  port: PagesPort,
  session: CheckoutSession,
  outcome: PaymentOutcome,
  filled: Omit<Filled, 'error'>,
): Promise<Response> {
  switch (outcome.kind) {
    case 'complete':
      return c.redirect(outcome.redirectUrl, 303);
    case 'requires_action':
      // The typed address travels along: a failed authentication comes back to a filled form.
      return c.redirect(
        `/c/pay/${segment(session.id)}/authenticate?${new URLSearchParams({ email: filled.email }).toString()}`,
        303,
      );
    case 'declined':
      return form(c, port, session, { ...filled, error: toFieldError(outcome) }, 402);
    case 'invalid':
      // A discount that is over changes the total: the page is read again.
      return form(
        c,
        port,
        (await findSession(port, session.id)) ?? session,
        { ...filled, error: outcome },
        422,
      );
  }
}

async function form(
  c: Context,
  port: PagesPort,
  session: CheckoutSession,
  { email, typed, error, typedCode = '' }: Filled,
  status: 200 | 402 | 422,
): Promise<Response> {
  const known = knownEmail(session);
  const page = CheckoutPage({
    session,
    action: `/c/pay/${segment(session.id)}`,
    email: { value: known ?? email, isLocked: known !== null },
    typed,
    error,
    discount: await readDiscount(port, session),
    typedCode,
  });
  return c.html(toDocument(page), status, headersOf(session));
}

function closed(c: Context, session: CheckoutSession | null): Response | Promise<Response> {
  if (session === null) {
    return problemResponse(c, 404, {
      title: 'No such payment page',
      text: 'The link is not complete, or the local state was reset since it was made. Start again in the product.',
    });
  }
  const host = hostOf(session.success_url) ?? 'the product';
  if (session.status === 'complete') {
    return problemResponse(c, 410, {
      title: 'This payment is complete',
      text: 'It was paid once, and opening the page again charges nothing.',
      link: linkTo(session.success_url?.replace('{CHECKOUT_SESSION_ID}', session.id) ?? null, host),
    });
  }
  return problemResponse(c, 410, {
    title: 'This payment page has expired',
    text: 'Nothing was charged. Payment pages stay open for a day; start again in the product.',
    link: linkTo(session.cancel_url, host),
  });
}

function linkTo(href: string | null, host: string) {
  return href === null ? undefined : { href, label: `Back to ${host}` };
}

async function findSession(port: PagesPort, id: string): Promise<CheckoutSession | null> {
  try {
    return await createClient(port).get(
      `/v1/checkout/sessions/${segment(id)}`,
      checkoutSessionSchema,
      { expand: ['line_items', 'line_items.data.price.product'] },
    );
  } catch (error) {
    if (toProblem(error).status === 404) return null;
    throw error;
  }
}

function knownEmail(session: CheckoutSession): string | null {
  return session.customer_details?.email ?? session.customer_email;
}

function headersOf(session: CheckoutSession): Record<string, string> {
  return pageHeaders(session.success_url === null ? [] : [session.success_url]);
}
