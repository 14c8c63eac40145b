/** @jsxImportSource hono/jsx */
import type { Hono } from 'hono';
import { Page, toDocument } from '../../../kit/page/page';
import { pageHeaders } from '../../../kit/page/security';
import type { PagesPort } from '../port';
import { problemResponse } from '../problem';

/** Mounts payment links: each visit begins a checkout of its own. */
export function mountPaymentLinks(app: Hono, port: PagesPort): void {
  app.get('/b/:token', async (c) => {
    const opened = await port.openPaymentLink(c.req.param('token'), {
      email: c.req.query('prefilled_email') ?? null,
      reference: c.req.query('client_reference_id') ?? null,
    });
    if (opened.kind === 'open') return c.redirect(opened.url, 303);
    if (opened.kind === 'unknown') {
      return problemResponse(c, 404, {
        title: 'No such payment link',
        text: 'The link is not complete, or the local state was reset since it was made.',
      });
    }
    return problemResponse(c, 410, {
      title: 'This link is no longer active',
      text: opened.message ?? 'The payment link has been deactivated by its owner.',
    });
  });

  app.get('/b/:token/complete', (c) => {
    const message = port.linkConfirmation(c.req.param('token'));
    if (message === null) {
      return problemResponse(c, 404, {
        title: 'No such payment link',
        text: 'The local state was reset since it was made.',
      });
    }
    const page = (
      <Page standIn="stripe" title="Thanks for your payment" width="narrow" styles={['stripe.css']}>
        <div class="card stack">
          <h1>Thanks for your payment</h1>
          <p class="soft wrap">{message}</p>
        </div>
      </Page>
    );
    return c.html(toDocument(page), 200, pageHeaders());
  });
}
