import type { Hono } from 'hono';
import { textOf } from '../card-input';
import { toProblem } from '../client';
import type { PagesPort } from '../port';
import { payInvoice, saveInformation } from './actions';
import { listCards, listInvoices, listSubscriptions, type PortalContext } from './context';
import { mountCards } from './card-routes';
import { Home } from './home';
import { Information } from './information';
import { InvoicePage } from './invoice';
import { mountPlans } from './plan-routes';
import { doneOf, finish, notHere, portalRoutes, show, type PortalRoutes } from './respond';

/** Mounts the hosted billing portal. */
export function mountPortal(app: Hono, port: PagesPort): void {
  const routes = portalRoutes(app, port);
  mountHome(routes);
  mountPlans(routes);
  mountCards(routes);
  mountInvoices(routes);
  mountInformation(routes);
}

function mountHome(routes: PortalRoutes): void {
  routes.get('', async (c, context) => {
    const flow = flowPath(context);
    return flow === null ? show(c, context, await home(context)) : c.redirect(flow, 302);
  });
  routes.get('/home', async (c, context) => show(c, context, await home(context, doneOf(c))));
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
      return subscriptionPath(base, flow.subscription_update_confirm?.subscription, 'update');
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

function mountInformation(routes: PortalRoutes): void {
  const allowedOf = ({ configuration }: PortalContext) =>
    configuration.features.customer_update.enabled
      ? configuration.features.customer_update.allowed_updates
      : [];

  routes.get('/information', (c, context) => {
    if (allowedOf(context).length === 0) return notHere(c, context);
    const { name, email } = context.customer;
    const values = { name: name ?? '', email: email ?? '' };
    return show(c, context, Information({ context, values }));
  });

  routes.post('/information', async (c, context) => {
    const allowed = allowedOf(context);
    if (allowed.length === 0) return notHere(c, context);
    const form = await c.req.formData();
    const values = { name: textOf(form, 'name'), email: textOf(form, 'email') };
    const changes = Object.fromEntries(
      Object.entries(values).filter(([field]) => allowed.includes(field)),
    );
    // Invoices have to arrive somewhere, so an address may be changed and not taken away.
    if (changes.email === '') {
      const error = { field: 'email', message: 'Enter the e-mail address for invoices.' } as const;
      return show(c, context, Information({ context, values, error }), 422);
    }
    try {
      await saveInformation(context, changes);
    } catch (error) {
      const { message, param } = toProblem(error);
      const field = param === 'name' ? 'name' : 'email';
      const page = Information({ context, values, error: { field, message } });
      return show(c, context, page, 422);
    }
    return finish(c, context, 'information');
  });
}
