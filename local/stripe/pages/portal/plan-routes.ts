import type { Context } from 'hono';
import { textOf } from '../card-input';
import { toProblem } from '../client';
import type { Subscription } from '../schema';
import { acceptRetention, cancelPlan, changePlan, previewChange, resumePlan } from './actions';
import { CancelPlan } from './cancel';
import { changeOfFlow, readChange, retentionOffer, type PlanChange } from './change';
import { ConfirmUpdate } from './confirm';
import {
  findSubscription,
  isUpdatable,
  listOffers,
  scheduledEndOf,
  type PortalContext,
} from './context';
import { finish, notHere, show, type PortalRoutes } from './respond';
import { ChoosePlan } from './update';

/** Changing, cancelling and taking back. */
export function mountPlans(routes: PortalRoutes): void {
  mountUpdate(routes);
  mountCancel(routes);
  mountRetention(routes);
}

/** The customer's own subscription, when it may be cancelled here. */
async function cancellable(c: Context, context: PortalContext): Promise<Subscription | null> {
  if (!context.configuration.features.subscription_cancel.enabled) return null;
  return findSubscription(context, c.req.param('id') ?? '');
}

/** The customer's own subscription, when it may be changed here. */
async function updatable(c: Context, context: PortalContext): Promise<Subscription | null> {
  const subscription = await findSubscription(context, c.req.param('id') ?? '');
  return subscription && isUpdatable(context, subscription) ? subscription : null;
}

function mountUpdate(routes: PortalRoutes): void {
  routes.get('/subscriptions/:id/update', async (c, context) => {
    const subscription = await updatable(c, context);
    if (subscription === null) return notHere(c, context);
    const offers = await listOffers(context);
    return show(c, context, ChoosePlan({ context, subscription, offers }));
  });

  routes.get('/subscriptions/:id/confirm', async (c, context) => {
    const subscription = await updatable(c, context);
    if (subscription === null) return notHere(c, context);
    const given = await changeOfFlow(context, subscription);
    if (given) return confirm(c, context, subscription, given);
    const query = (name: string) => c.req.query(name)?.trim() ?? '';
    const chosen = { price: query('price'), quantity: query('quantity'), code: query('code') };
    const reading = await readChange(context, subscription, chosen);
    if (reading.kind === 'unknown') {
      const offers = await listOffers(context);
      const problem = reading.message;
      return show(c, context, ChoosePlan({ context, subscription, offers, problem }), 422);
    }
    const { change } = reading;
    if (reading.kind === 'change') return confirm(c, context, subscription, change);
    const refused = { code: chosen.code, message: reading.message };
    const preview = await previewChange(context, subscription, change);
    const page = ConfirmUpdate({ context, subscription, change, preview, refused });
    return show(c, context, page, 422);
  });

  routes.post('/subscriptions/:id/update', async (c, context) => {
    const subscription = await updatable(c, context);
    if (subscription === null) return notHere(c, context);
    const form = await c.req.formData();
    const given = await changeOfFlow(context, subscription);
    const [price, quantity, code] = ['price', 'quantity', 'code'].map((name) => textOf(form, name));
    const chosen = { price: price ?? '', quantity: quantity ?? '', code: code ?? '' };
    const reading = await readChange(context, subscription, chosen);
    const change = given ?? (reading.kind === 'change' ? reading.change : null);
    if (change === null) return notHere(c, context);
    try {
      return await finish(c, context, await changePlan(context, subscription, change));
    } catch (error) {
      const problem = `${toProblem(error).message} Your plan is as it was.`;
      return confirm(c, context, subscription, change, problem);
    }
  });
}

async function confirm(
  c: Context,
  context: PortalContext,
  subscription: Subscription,
  change: PlanChange,
  problem?: string,
): Promise<Response> {
  const preview = await previewChange(context, subscription, change);
  const page = ConfirmUpdate({ context, subscription, change, preview, problem });
  return show(c, context, page, problem === undefined ? 200 : 402);
}

/** Staying for a coupon, where the session's flow offers one. */
function mountRetention(routes: PortalRoutes): void {
  routes.post('/subscriptions/:id/retain', async (c, context) => {
    const subscription = await cancellable(c, context);
    const offer = subscription && (await retentionOffer(context, subscription));
    if (!subscription || !offer) return notHere(c, context);
    try {
      await acceptRetention(context, subscription, offer.id);
    } catch (error) {
      const problem = `${toProblem(error).message} Your plan is as it was.`;
      const page = CancelPlan({ context, subscription, offer: null, problem });
      return show(c, context, page, 422);
    }
    return finish(c, context, 'retained');
  });
}

function mountCancel(routes: PortalRoutes): void {
  routes.get('/subscriptions/:id/cancel', async (c, context) => {
    const subscription = await cancellable(c, context);
    if (subscription === null) return notHere(c, context);
    if (scheduledEndOf(subscription) !== null) return c.redirect(`${context.base}/home`, 302);
    const offer = await retentionOffer(context, subscription);
    return show(c, context, CancelPlan({ context, subscription, offer }));
  });

  routes.post('/subscriptions/:id/cancel', async (c, context) => {
    const subscription = await cancellable(c, context);
    if (subscription === null) return notHere(c, context);
    const form = await c.req.formData();
    const { mode, cancellation_reason: reason } =
      context.configuration.features.subscription_cancel;
    const feedback = textOf(form, 'feedback');
    try {
      await cancelPlan(context, subscription, {
        feedback: reason.options.includes(feedback) ? feedback : '',
        comment: textOf(form, 'comment'),
      });
    } catch (error) {
      const problem = `${toProblem(error).message} Your plan is as it was.`;
      const page = CancelPlan({ context, subscription, offer: null, problem });
      return show(c, context, page, 422);
    }
    return finish(c, context, mode === 'immediately' ? 'ended' : 'canceled');
  });

  routes.post('/subscriptions/:id/resume', async (c, context) => {
    const subscription = await cancellable(c, context);
    if (subscription === null) return notHere(c, context);
    await resumePlan(context, subscription);
    return finish(c, context, 'resumed');
  });
}
