import type { Hono } from 'hono';
import { toProblem } from '../client';
import type { PagesPort } from '../port';
import { payInvoice } from './actions';
import { listCards, listInvoices, listSubscriptions, type PortalContext } from './context';
import { mountCards } from './card-routes';
import { Home } from './home';
import { mountInformation } from './information-routes';
import { InvoicePage } from './invoice';
import { mountLogin } from './login';
import { Done } from './done';
import { mountPlans } from './plan-routes';
import { doneOf, notHere, portalRoutes, show, type PortalRoutes } from './respond';

/** Mounts the hosted billing portal. */
export function mountPortal(app: Hono, port: PagesPort): void {
  const routes = portalRoutes(app, port);
  mountHome(routes);
  mountPlans(routes);
  mountCards(routes);
  mountInvoices(routes);
  mountInformation(routes);
  mountLogin(app, port);
}

function mountHome(routes: PortalRoutes): void {
  routes.get('', async (c, context) => {
    const flow = flowPath(context);
    return flow === null ? show(c, context, await home(context)) : c.redirect(flow, 302);
  });
  routes.get('/home', async (c, context) => show(c, context, await home(context, doneOf(c))));
  routes.get('/done', (c, context) => show(c, context, Done({ context, done: doneOf(c) })));
}

/** Where a session made for one task begins; null starts at the first page. */
function flowPath({ session, base }: PortalContext): string | null {
  const { flow } = session;
  switch (flow?.type) {
    case 'payment_method_update':
      return `${base}/payment-method`;
    case 'customer_update':
      return `${base}/information`;
    case 'subscription_cancel':
      return subscriptionPath(base, flow.subscription_cancel?.subscription, 'cancel');
    case 'subscription_update':
      return subscriptionPath(base, flow.subscription_update?.subscription, 'update');
    case 'subscription_update_confirm':
      return subscriptionPath(base, flow.subscription_update_confirm?.subscription, 'confirm');
    default:
      return null;
  }
}

function subscriptionPath(base: string, id: string | undefined, step: string): string | null {
  return id === undefined ? null : `${base}/subscriptions/${id}/${step}`;
}

/** The first page, with a sentence about what was done or what went wrong. */
async function home(context: PortalContext, done?: string, problem?: string) {
  const [subscriptions, cards, invoices] = await Promise.all([
    listSubscriptions(context),
    listCards(context),
    listInvoices(context),
  ]);
  return Home({ context, subscriptions, cards, invoices, done, problem });
}

function mountInvoices(routes: PortalRoutes): void {
  const find = async (context: PortalContext, id: string | undefined) =>
    context.configuration.features.invoice_history.enabled
      ? (await listInvoices(context)).find((invoice) => invoice.id === id)
      : undefined;

  routes.get('/invoices/:id', async (c, context) => {
    const invoice = await find(context, c.req.param('id'));
    if (invoice === undefined) return notHere(c, context);
    return show(c, context, InvoicePage({ context, invoice, done: doneOf(c) }));
  });

  routes.get('/invoices/:id/pdf', async (c, context) => {
    const invoice = await find(context, c.req.param('id'));
    const pdf = invoice?.invoice_pdf;
    if (typeof pdf !== 'string') return notHere(c, context);
    return c.redirect(new URL(pdf).pathname, 302);
  });

  routes.post('/invoices/:id/pay', async (c, context) => {
    const invoice = await find(context, c.req.param('id'));
    if (invoice?.status !== 'open') return notHere(c, context);
    try {
      await payInvoice(context, invoice.id);
    } catch (error) {
      const problem = `${toProblem(error).message} Nothing was charged.`;
      return show(c, context, InvoicePage({ context, invoice, problem }), 402);
    }
    return c.redirect(`${context.base}/invoices/${invoice.id}?done=paid`, 303);
  });
}
