import type { Context } from 'hono';
import { toFieldError } from '../card-error';
import { emptyCard, readCard, textOf, type TypedCard } from '../card-input';
import { segment } from '../client';
import type { PaymentOutcome } from '../port';
import { customerSchema } from '../schema';
import { makeDefault, removeCard, switchCard } from './actions';
import { listCards, listSubscriptions, payingCardIds, type PortalContext } from './context';
import { AddCard, AuthenticateCard } from './payment-method';
import { finish, notHere, show, type PortalRoutes } from './respond';

/** Adding a card, with the bank's question where it asks; choosing and removing saved ones. */
export function mountCards(routes: PortalRoutes): void {
  const isAllowed = ({ configuration }: PortalContext) =>
    configuration.features.payment_method_update.enabled;

  routes.get('/payment-method', (c, context) =>
    isAllowed(context)
      ? show(c, context, AddCard({ context, typed: emptyCard }))
      : notHere(c, context),
  );

  routes.post('/payment-method', async (c, context) => {
    if (!isAllowed(context)) return notHere(c, context);
    const { card, typed } = readCard(await c.req.formData());
    return answer(c, context, await context.port.saveCard(context.customer.id, card), typed);
  });

  routes.get('/payment-method/authenticate', (c, context) =>
    isAllowed(context) ? show(c, context, AuthenticateCard({ context })) : notHere(c, context),
  );

  routes.post('/payment-method/authenticate', async (c, context) => {
    if (!isAllowed(context)) return notHere(c, context);
    const isComplete = textOf(await c.req.formData(), 'outcome') === 'complete';
    const outcome = await context.port.authenticateCard(
      context.customer.id,
      isComplete ? 'complete' : 'fail',
    );
    return answer(c, context, outcome, emptyCard);
  });

  routes.post('/payment-methods/:id/:action', async (c, context) => {
    const cards = isAllowed(context) ? await listCards(context) : [];
    const card = cards.find(({ id }) => id === c.req.param('id'));
    const action = c.req.param('action');
    if (card === undefined) return notHere(c, context);
    const subscriptions = await listSubscriptions(context);
    if (action === 'default') {
      await makeDefault(context, card.id, subscriptions);
      return finish(c, context, 'card-default');
    }
    const isInUse = payingCardIds(context, subscriptions).includes(card.id);
    if (action !== 'remove' || isInUse) return notHere(c, context);
    await removeCard(context, card.id);
    return finish(c, context, 'card-removed');
  });
}

/** A plan that names a card of its own would go on with the old one: it follows the new default. */
async function followDefault(context: PortalContext): Promise<void> {
  const path = `/v1/customers/${segment(context.customer.id)}`;
  const customer = await context.client.get(path, customerSchema);
  const id = customer.invoice_settings.default_payment_method;
  if (id !== null) await switchCard(context, id, await listSubscriptions(context));
}

async function answer(
  c: Context,
  context: PortalContext,
  outcome: PaymentOutcome,
  typed: TypedCard,
): Promise<Response> {
  switch (outcome.kind) {
    case 'complete': {
      await followDefault(context);
      return finish(c, context, 'card-added');
    }
    case 'requires_action':
      return c.redirect(`${context.base}/payment-method/authenticate`, 303);
    case 'declined':
      return show(c, context, AddCard({ context, typed, error: toFieldError(outcome) }), 402);
    case 'invalid':
      return show(c, context, AddCard({ context, typed, error: outcome }), 422);
  }
}
