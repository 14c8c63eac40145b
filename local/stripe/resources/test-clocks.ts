import type Stripe from 'stripe';
import { boundary, DAY } from '../billing/calendar';
import { cancelNow } from '../billing/cancel';
import { isEnded } from '../billing/lifecycle';
import { intervalOf } from '../billing/money';
import { itemsOf, priceOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { page } from '../kernel/lists';
import { orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

type Clock = Records['test_helpers.test_clock'];

const TYPE = 'test_helpers.test_clock';
/** Stripe deletes clocks after a month; here they stay until deleted. */
const DELETED_AFTER_SECONDS = 30 * DAY;
/** How far a clock without subscriptions may go at once. */
const ADVANCE_MAX_SECONDS = 2 * 366 * DAY;

export const testClockRoutes = [
  route<Stripe.TestHelpers.TestClockCreateParams>(
    'POST /v1/test_helpers/test_clocks',
    (account, params) => {
      const clock = account.create(TYPE, {
        deletes_after: account.now() + DELETED_AFTER_SECONDS,
        frozen_time: params.frozen_time,
        name: orNull(params.name),
        status: 'ready',
        status_details: {},
      });
      if (params.customer !== undefined) takeCustomer(account, clock, params.customer);
      account.emit('test_helpers.test_clock.created', clock);
      return render(account, clock);
    },
  ),

  route<object>('GET /v1/test_helpers/test_clocks/{id}', (account, _params, id) =>
    render(account, account.require(TYPE, id)),
  ),

  route<Stripe.TestHelpers.TestClockListParams>(
    'GET /v1/test_helpers/test_clocks',
    (account, params) =>
      page(account, account.store.all(TYPE), params, '/v1/test_helpers/test_clocks'),
  ),

  route<Stripe.TestHelpers.TestClockAdvanceParams>(
    'POST /v1/test_helpers/test_clocks/{id}/advance',
    (account, params, id) => {
      const clock = account.require(TYPE, id);
      checkTarget(account, clock, params.frozen_time);
      const advancing = account.change(TYPE, id, null, {
        status: 'advancing',
        status_details: { advancing: { target_frozen_time: params.frozen_time } },
      });
      account.emit('test_helpers.test_clock.advancing', advancing);
      return render(account, advancing);
    },
  ),

  route<object>('DELETE /v1/test_helpers/test_clocks/{id}', (account, _params, id) => {
    account.require(TYPE, id);
    for (const customer of account.store.all('customer', 'test_clock', id)) {
      for (const { id: subscription } of account.store.all('subscription', 'customer', customer.id))
        cancelNow(account, subscription, {});
      account.remove('customer', customer.id, 'customer.deleted');
    }
    account.remove(TYPE, id, 'test_helpers.test_clock.deleted');
    return { id, object: TYPE, deleted: true };
  }),
];

/** Marks an advance as done; the emulator has done what fell due on the way. */
export function finishAdvance(account: Account, id: string, at: number): void {
  const ready = account.change(TYPE, id, null, {
    frozen_time: at,
    status: 'ready',
    status_details: {},
  });
  account.emit('test_helpers.test_clock.ready', ready);
}

function takeCustomer(account: Account, clock: Clock, customerId: string): void {
  const customer = account.require('customer', customerId, 'customer');
  // Whatever was scheduled for them belongs to another time already.
  if (customer.test_clock || account.store.all('subscription', 'customer', customerId).length > 0) {
    throw invalid(
      `The customer ${customerId} cannot be attached to a test clock: it is on one already or has subscriptions.`,
      'customer',
    );
  }
  account.change('customer', customerId, 'customer.updated', { test_clock: clock.id });
}

function checkTarget(account: Account, clock: Clock, target: number): void {
  if (target <= clock.frozen_time) {
    throw invalid(
      `Test clock can only be advanced to a time after its current frozen time of ${clock.frozen_time}.`,
      'frozen_time',
    );
  }
  const limits = account.store
    .all('customer', 'test_clock', clock.id)
    .flatMap(({ id }) => account.store.all('subscription', 'customer', id))
    .filter(({ status }) => !isEnded(status))
    .flatMap(({ id }) => itemsOf(account, id))
    .map((item) => boundary(clock.frozen_time, intervalOf(priceOf(account, item)), 2));
  const limit = Math.min(clock.frozen_time + ADVANCE_MAX_SECONDS, ...limits);
  if (target > limit) {
    throw invalid(
      'Cannot advance more than two intervals in the future from the shortest subscription on ' +
        'this test clock, or two years when there is none.',
      'frozen_time',
    );
  }
}
