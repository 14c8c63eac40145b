import type { Context } from 'hono';
import { textOf } from '../card-input';
import { toProblem } from '../client';
import type { Subscription } from '../schema';
import { cancelPlan, changePlan, previewChange, resumePlan } from './actions';
import { CancelPlan } from './cancel';
import {
  findSubscription,
  listOffers,
  scheduledEndOf,
  type Offer,
  type PortalContext,
} from './context';
import { finish, notHere, show, type PortalRoutes } from './respond';
import { ChoosePlan, ConfirmUpdate } from './update';

/** Changing, cancelling and taking back. */
export function mountPlans(routes: PortalRoutes): void {
  mountUpdate(routes);
  mountCancel(routes);
}

/** The customer's own subscription, when the configuration allows what is asked of it. */
async function allowed(
  c: Context,
  context: PortalContext,
  feature: 'subscription_update' | 'subscription_cancel',
): Promise<Subscription | null> {
  if (!context.configuration.features[feature].enabled) return null;
  return findSubscription(context, c.req.param('id') ?? '');
}

async function chosen(
  context: PortalContext,
  subscription: Subscription,
  priceId: string,
): Promise<Offer | null> {
  // Only what the configuration offers: a price id typed into the URL buys nothing else.
  const offers = await listOffers(context);
  const isCurrent = subscription.items.data[0]?.price.id === priceId;
  return isCurrent ? null : (offers.find(({ price }) => price.id === priceId) ?? null);
}

function mountUpdate(routes: PortalRoutes): void {
  routes.get('/subscriptions/:id/update', async (c, context) => {
    const subscription = await allowed(c, context, 'subscription_update');
    if (subscription === null) return notHere(c, context);
    const offers = await listOffers(context);
    return show(c, context, ChoosePlan({ context, subscription, offers }));
  });

  routes.get('/subscriptions/:id/confirm', async (c, context) => {
    const subscription = await allowed(c, context, 'subscription_update');
    if (subscription === null) return notHere(c, context);
    const offer = await chosen(context, subscription, c.req.query('price') ?? '');
    if (offer === null) {
      const offers = await listOffers(context);
      const problem = 'Choose the plan to change to.';
      return show(c, context, ChoosePlan({ context, subscription, offers, problem }), 422);
    }
    const preview = await previewChange(context, subscription, offer);
    return show(c, context, ConfirmUpdate({ context, subscription, offer, preview }));
  });

  routes.post('/subscriptions/:id/update', async (c, context) => {
    const subscription = await allowed(c, context, 'subscription_update');
    if (subscription === null) return notHere(c, context);
    const offer = await chosen(context, subscription, textOf(await c.req.formData(), 'price'));
    if (offer === null) return notHere(c, context);
    try {
      const done = await changePlan(context, subscription, offer);
      return await finish(c, context, done);
    } catch (error) {
      const problem = `${toProblem(error).message} Your plan is as it was.`;
      const preview = await previewChange(context, subscription, offer);
      const page = ConfirmUpdate({ context, subscription, offer, preview, problem });
      return show(c, context, page, 402);
    }
  });
}

function mountCancel(routes: PortalRoutes): void {
  routes.get('/subscriptions/:id/cancel', async (c, context) => {
    const subscription = await allowed(c, context, 'subscription_cancel');
    if (subscription === null) return notHere(c, context);
    if (scheduledEndOf(subscription) !== null) return c.redirect(`${context.base}/home`, 302);
    return show(c, context, CancelPlan({ context, subscription }));
  });

  routes.post('/subscriptions/:id/cancel', async (c, context) => {
    const subscription = await allowed(c, context, 'subscription_cancel');
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
      return show(c, context, CancelPlan({ context, subscription, problem }), 422);
    }
    return finish(c, context, mode === 'immediately' ? 'ended' : 'canceled');
  });

  routes.post('/subscriptions/:id/resume', async (c, context) => {
    const subscription = await allowed(c, context, 'subscription_cancel');
    if (subscription === null) return notHere(c, context);
    await resumePlan(context, subscription);
    return finish(c, context, 'resumed');
  });
}
