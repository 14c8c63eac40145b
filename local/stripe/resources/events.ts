import type Stripe from 'stripe';
import { invalid } from '../kernel/errors';
import { page } from '../kernel/lists';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

export const eventRoutes = [
  route<object>('GET /v1/events/{id}', (account, _params, id) =>
    render(account, account.require('event', id)),
  ),

  route<Stripe.EventListParams>('GET /v1/events', (account, params) => {
    const { type, types, delivery_success: delivered } = params;
    if (type !== undefined && types !== undefined) {
      throw invalid('You may only specify one of these parameters: type, types.');
    }
    const single = type ?? (types?.length === 1 ? types[0] : undefined);
    const isExact = single !== undefined && !single.endsWith('*');
    const listed = isExact
      ? account.store.list('event', 'type', single)
      : account.store.list('event');
    const found = listed
      .filter((event) => type === undefined || matches(event.type, type))
      .filter((event) => !types || types.some((wanted) => matches(event.type, wanted)))
      .filter((event) => delivered === undefined || (event.pending_webhooks === 0) === delivered);
    return page(account, found, params, '/v1/events');
  }),
];

/** `customer.*` stands for every type that begins so. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
