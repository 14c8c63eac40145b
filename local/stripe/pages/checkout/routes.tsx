/** @jsxImportSource hono/jsx */
import type { Context, Hono } from 'hono';
import { Page, toDocument } from '../../../kit/page/page';
import { isSameOrigin, pageHeaders } from '../../../kit/page/security';
import { toFieldError } from '../card-error';
import { Authentication, type FieldError } from '../card-form';
import { emptyCard, readCard, textOf, type TypedCard } from '../card-input';
import { createClient, segment, toProblem } from '../client';
import { hostOf } from '../format';
import type { OrderChange, PagesPort, PaymentOutcome } from '../port';
import { problemResponse } from '../problem';
import { checkoutSessionSchema, type CheckoutSession } from '../schema';
import { CheckoutPage } from './checkout-page';
import { readDetails, type TypedDetails } from './details-input';
import { readDiscount, refusalWords } from './discount';
import { readOptions, toOrder } from './order-data';

interface Filled {
  email: string;
  typed: TypedCard;
  typedDetails: TypedDetails;
  error: FieldError | undefined;
  typedCode?: string;
}

const NOTHING: Filled = { email: '', typed: emptyCard, typedDetails: {}, error: undefined };

type OpenRequest = (
  c: Context,
  session: CheckoutSession,
  posted: FormData,
) => Response | Promise<Response>;

/** Mounts the hosted payment page: form, authentication step, and what is left of a finished session. */
export function mountCheckout(app: Hono, port: PagesPort): void {
  /** A form of an open session's page, sent by that page. */
  const post = (path: string, handle: OpenRequest): void => {
    app.post(path, async (c) => {
      if (!isSameOrigin(c)) return c.text('Forms are accepted from this server only.', 403);
      const session = await findSession(port, c.req.param('id') ?? '');
      if (session?.status !== 'open') return closed(c, session);
      return handle(c, session, await c.req.formData());
    });
  };

  app.get('/c/pay/:id', async (c) => {
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    return form(c, port, session, NOTHING, 200);
  });

  post('/c/pay/:id', async (c, session, posted) => {
    const { card, typed } = readCard(posted);
    const { details, typed: typedDetails } = readDetails(posted, session);
    const email = knownEmail(session) ?? textOf(posted, 'email');
    const { needsCard } = port.checkoutView(session.id);
    const input = { email, card: needsCard ? card : null, details };
    const outcome = await port.confirmCheckout(session.id, input);
    return answer(c, port, session, outcome, { email, typed, typedDetails });
  });

  app.get('/c/pay/:id/authenticate', async (c) => {
    const session = await findSession(port, c.req.param('id'));
    if (session?.status !== 'open') return closed(c, session);
    const page = (
      <Page standIn="stripe" title="Confirm it is you" width="narrow" styles={['stripe.css']}>
        <Authentication
          action={c.req.path}
          hidden={{ email: c.req.query('email') ?? '' }}
          amount={toOrder(session, port.checkoutView(session.id), port.now()).total}
          host={hostOf(session.success_url) ?? 'This shop'}
        />
      </Page>
    );
    return c.html(toDocument(page), 200, headersOf(session));
  });

  post('/c/pay/:id/authenticate', async (c, session, posted) => {
    const isComplete = textOf(posted, 'outcome') === 'complete';
    const outcome = await port.authenticateCheckout(session.id, isComplete ? 'complete' : 'fail');
    return answer(c, port, session, outcome, { ...NOTHING, email: textOf(posted, 'email') });
  });

  post('/c/pay/:id/promotion-code', (c, session, posted) => {
    if (session.allow_promotion_codes !== true) {
      return c.text('This page takes no promotion codes.', 400);
    }
    return enterCode(c, port, session, posted);
  });

  post('/c/pay/:id/order', (c, session, posted) => changeOrder(c, port, session, posted));

  app.get('/c/recover/:token', async (c) => {
    const id = await port.recoverCheckout(c.req.param('token'));
    return id === null ? closed(c, null) : c.redirect(`/c/pay/${segment(id)}`, 303);
  });
}

/** The order changes and the page comes back with the new total, or the field says why not. */
async function changeOrder(
  c: Context,
  port: PagesPort,
  session: CheckoutSession,
  posted: FormData,
): Promise<Response> {
  const line = textOf(posted, 'line');
  const change = toChange(posted, line);
  if (change === null) return c.text('Nothing to change.', 400);
  const outcome = await port.changeOrder(session.id, change).catch((error: unknown) => {
    const { message } = toProblem(error);
    return { kind: 'impossible', message } as const;
  });
  if (outcome.kind === 'impossible') return c.text(outcome.message, 400);
  if (outcome.kind === 'changed') return c.redirect(`/c/pay/${segment(session.id)}`, 303);
  const error = { field: `quantity:${line}`, message: outcome.message } as const;
  return form(c, port, session, { ...NOTHING, error }, 422);
}

function toChange(posted: FormData, line: string): OrderChange | null {
  switch (textOf(posted, 'intent')) {
    case 'quantity': {
      const typed = textOf(posted, 'quantity');
      return { kind: 'quantity', line, quantity: typed === '' ? Number.NaN : Number(typed) };
    }
    case 'remove':
      return { kind: 'remove', line };
    case 'add':
      return { kind: 'add', price: textOf(posted, 'price') };
    default:
      return null;
  }
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
  return form(c, port, session, { ...NOTHING, error, typedCode: code }, 422);
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
  { email, typed, typedDetails, error, typedCode = '' }: Filled,
  status: 200 | 402 | 422,
): Promise<Response> {
  const known = knownEmail(session);
  const view = port.checkoutView(session.id);
  const page = CheckoutPage({
    session,
    order: toOrder(session, view, port.now()),
    options: await readOptions(port, session, view),
    needsCard: view.needsCard,
    action: `/c/pay/${segment(session.id)}`,
    email: { value: known ?? email, isLocked: known !== null },
    typed,
    typedDetails,
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
  const again = session.after_expiration?.recovery?.url ?? null;
  return problemResponse(c, 410, {
    title: 'This payment page has expired',
    text: 'Nothing was charged. Payment pages stay open for a day; start again in the product.',
    link:
      again === null
        ? linkTo(session.cancel_url, host)
        : { href: again, label: 'Open this order again' },
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
