/** @jsxImportSource hono/jsx */
import type { Context, Hono } from 'hono';
import { Page, toDocument } from '../../../kit/page/page';
import { isSameOrigin, pageHeaders } from '../../../kit/page/security';
import { toFieldError } from '../card-error';
import { Authentication, type FieldError } from '../card-form';
import { emptyCard, readCard, textOf, type TypedCard } from '../card-input';
import { segment } from '../client';
import { formatMoney } from '../format';
import type { PagesPort, PaymentOutcome } from '../port';
import { problemResponse } from '../problem';
import { HostedInvoicePage, isPayable, pdfLines } from './invoice-page';
import { toPdf } from './pdf';
import { ReceiptPage } from './receipt';
import { hostedInvoiceSchema, receiptSchema, type HostedInvoice } from './schema';

type Answer = Response | Promise<Response>;

/** Mounts the page of an invoice, its PDF, and receipts: for whoever has the link. */
export function mountInvoice(app: Hono, port: PagesPort): void {
  const guarded =
    (handler: (c: Context, invoice: HostedInvoice, path: string) => Answer) =>
    (c: Context): Answer => {
      if (c.req.method === 'POST' && !isSameOrigin(c)) {
        return c.text('Forms are accepted from this server only.', 403);
      }
      const token = c.req.param('token') ?? '';
      const found = port.invoiceByToken(token);
      if (found === null) return unknown(c);
      return handler(c, hostedInvoiceSchema.parse(found), `/i/${segment(token)}`);
    };

  app.get(
    '/i/:token',
    guarded((c, invoice, path) => show(c, invoice, path, emptyCard, undefined, 200)),
  );
  app.post(
    '/i/:token',
    guarded(async (c, invoice, path) => {
      if (!isPayable(invoice)) return c.redirect(path, 303);
      const { card, typed } = readCard(await c.req.formData());
      return answer(c, invoice, path, await port.payInvoice(invoice.id, card), typed);
    }),
  );
  app.get(
    '/i/:token/authenticate',
    guarded((c, invoice, path) =>
      isPayable(invoice) ? bank(c, invoice, path) : c.redirect(path, 303),
    ),
  );
  app.post(
    '/i/:token/authenticate',
    guarded(async (c, invoice, path) => {
      if (!isPayable(invoice)) return c.redirect(path, 303);
      const isComplete = textOf(await c.req.formData(), 'outcome') === 'complete';
      const outcome = await port.authenticateInvoice(invoice.id, isComplete ? 'complete' : 'fail');
      return answer(c, invoice, path, outcome, emptyCard);
    }),
  );
  app.get(
    '/i/:token/pdf',
    guarded((c, invoice) =>
      c.body(toPdf(pdfLines(invoice)), 200, {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="Invoice-${segment(invoice.number ?? invoice.id)}.pdf"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      }),
    ),
  );
  app.get('/receipts/:token', (c) => {
    const charge = port.chargeByToken(c.req.param('token'));
    if (charge === null) return unknown(c);
    const page = ReceiptPage({ charge: receiptSchema.parse(charge) });
    return c.html(toDocument(page), 200, pageHeaders());
  });
}

function unknown(c: Context): Answer {
  return problemResponse(c, 404, {
    title: 'That is not here',
    text: 'The link is not complete, or the local state was reset since it was made.',
  });
}

/** Every end of an attempt comes back to the invoice, or to the bank's question. */
function answer(
  c: Context,
  invoice: HostedInvoice,
  path: string,
  outcome: PaymentOutcome,
  typed: TypedCard,
): Answer {
  switch (outcome.kind) {
    case 'complete':
      return c.redirect(path, 303);
    case 'requires_action':
      return c.redirect(`${path}/authenticate`, 303);
    case 'declined':
      return show(c, invoice, path, typed, toFieldError(outcome), 402);
    case 'invalid':
      return show(c, invoice, path, typed, outcome, 422);
  }
}

function show(
  c: Context,
  invoice: HostedInvoice,
  path: string,
  typed: TypedCard,
  error: FieldError | undefined,
  status: 200 | 402 | 422,
): Answer {
  const page = HostedInvoicePage({ invoice, action: path, typed, error });
  return c.html(toDocument(page), status, pageHeaders());
}

function bank(c: Context, invoice: HostedInvoice, path: string): Answer {
  const page = (
    <Page standIn="stripe" title="Confirm it is you" width="narrow" styles={['stripe.css']}>
      <Authentication
        action={`${path}/authenticate`}
        amount={formatMoney(invoice.amount_remaining, invoice.currency)}
        host="This shop"
      />
    </Page>
  );
  return c.html(toDocument(page), 200, pageHeaders());
}
