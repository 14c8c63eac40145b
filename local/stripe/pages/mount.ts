import type { Hono } from 'hono';
import { mountAssets } from '../../kit/page/assets';
import { mountCheckout } from './checkout/routes';
import { mountInvoice } from './invoice/routes';
import { mountInspector } from './inspector/routes';
import type { PagesPort } from './port';
import { mountPaymentLinks } from './payment-link/routes';
import { mountPortal } from './portal/routes';

const script = 'text/javascript; charset=utf-8';

/** Mounts everything people see of the local Stripe: checkout, billing portal and inspector. */
export function mountPages(app: Hono, port: PagesPort): void {
  mountAssets(app, {
    'stripe.css': {
      file: new URL('./stripe.css', import.meta.url),
      type: 'text/css; charset=utf-8',
    },
    'forms.js': { file: new URL('./forms.client.mjs', import.meta.url), type: script },
    'inspector.js': { file: new URL('./inspector.client.mjs', import.meta.url), type: script },
  });
  mountCheckout(app, port);
  mountPaymentLinks(app, port);
  mountPortal(app, port);
  mountInvoice(app, port);
  mountInspector(app, port);
}
