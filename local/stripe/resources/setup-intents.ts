import type Stripe from 'stripe';
import { cardError } from '../billing/card-error';
import { paymentErrorOf } from '../billing/charge';
import { keepSetUpMethod } from '../billing/pending-setup';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { attach, requireUsable } from './payment-methods';

type Setup = Records['setup_intent'];

export const setupIntentRoutes = [
  route<Stripe.SetupIntentCreateParams>('POST /v1/setup_intents', (account, params) => {
    if (params.customer !== undefined) account.require('customer', params.customer, 'customer');
    const setup = createSetup(account, {
      customer: params.customer ?? null,
      description: params.description ?? null,
      metadata: mergeMetadata({}, params.metadata),
      paymentMethod:
        params.payment_method === undefined
          ? null
          : requireUsable(account, params.payment_method, params.customer ?? null).id,
      usage: params.usage ?? 'off_session',
      automatic:
        params.automatic_payment_methods?.enabled !== false &&
        params.allowed_payment_method_types === undefined,
    });
    return render(account, params.confirm ? confirm(account, setup) : setup);
  }),

  route<object>('GET /v1/setup_intents/{id}', (account, _params, id) =>
    render(account, account.require('setup_intent', id)),
  ),

  route<Stripe.SetupIntentUpdateParams>('POST /v1/setup_intents/{id}', (account, params, id) => {
    const setup = account.require('setup_intent', id);
    if (setup.status === 'canceled') throw unexpectedState(setup);
    if (params.customer !== undefined) account.require('customer', params.customer, 'customer');
    const customer = params.customer ?? setup.customer;
    const method =
      params.payment_method === undefined
        ? null
        : requireUsable(account, params.payment_method, customer).id;
    const changed = account.change('setup_intent', id, null, {
      ...given(params, 'customer', 'description'),
      ...(method === null ? {} : { payment_method: method, status: 'requires_confirmation' }),
      metadata: mergeMetadata(setup.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.SetupIntentConfirmParams>(
    'POST /v1/setup_intents/{id}/confirm',
    (account, params, id) => {
      const setup = account.require('setup_intent', id);
      const method = params.payment_method ?? setup.payment_method;
      if (method === null) throw missing('payment_method');
      if (isOver(setup)) throw unexpectedState(setup);
      const chosen = account.change('setup_intent', id, null, {
        payment_method: requireUsable(account, method, setup.customer).id,
      });
      return render(account, confirm(account, chosen));
    },
  ),

  route<Stripe.SetupIntentCancelParams>(
    'POST /v1/setup_intents/{id}/cancel',
    (account, params, id) => {
      const setup = account.require('setup_intent', id);
      if (isOver(setup)) throw unexpectedState(setup);
      const canceled = account.change('setup_intent', id, null, {
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
        status: 'canceled',
      });
      account.emit('setup_intent.canceled', canceled);
      return render(account, canceled);
    },
  ),

  route<Stripe.SetupIntentListParams>('GET /v1/setup_intents', (account, params) => {
    const { customer, payment_method: method } = params;
    const all =
      customer === undefined
        ? account.store.list('setup_intent')
        : account.store.list('setup_intent', 'customer', customer);
    const found = all.filter((each) => method === undefined || each.payment_method === method);
    return page(account, found, params, '/v1/setup_intents');
  }),
];

interface NewSetup {
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  paymentMethod: string | null;
  usage: string;
  /** Whether Stripe chooses the payment methods. */
  automatic?: boolean;
}

const CARD_OPTIONS: Setup['payment_method_options'] = {
  card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
};

/** Stores a setup intent and announces it. */
export function createSetup(account: Account, input: NewSetup): Setup {
  const id = account.store.newId('setup_intent');
  const setup = account.create('setup_intent', {
    id,
    ...(input.automatic
      ? { automatic_payment_methods: { allow_redirects: 'always', enabled: true } }
      : {}),
    client_secret: `${id}_secret_${account.store.newToken('secret', 25)}`,
    customer: input.customer,
    description: input.description,
    metadata: input.metadata,
    payment_method: input.paymentMethod,
    payment_method_options: CARD_OPTIONS,
    payment_method_types: ['card'],
    status: input.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    usage: input.usage,
  });
  account.emit('setup_intent.created', setup);
  return setup;
}

/** The card is set up: it may be charged without its holder from now on. */
export function succeedSetup(account: Account, id: string): Setup {
  const setup = account.require('setup_intent', id);
  const methodId = setup.payment_method ?? '';
  const method = account.require('payment_method', methodId);
  if (setup.customer !== null) attach(account, methodId, setup.customer);
  if (method._behavior.authentication === 'setup') {
    account.change('payment_method', methodId, null, {
      _behavior: { ...method._behavior, authentication: 'none' },
    });
  }
  const done = account.change('setup_intent', id, null, {
    last_setup_error: null,
    next_action: null,
    status: 'succeeded',
  });
  account.emit('setup_intent.succeeded', done);
  keepSetUpMethod(account, done);
  return done;
}

function isOver({ status }: Setup): boolean {
  return status === 'succeeded' || status === 'canceled';
}

function confirm(account: Account, setup: Setup): Setup {
  if (isOver(setup)) throw unexpectedState(setup);
  if (setup.payment_method === null) throw missing('payment_method');
  const method = account.require('payment_method', setup.payment_method, 'payment_method');
  if (method._behavior.attach) {
    const failed = account.change('setup_intent', setup.id, null, {
      // Nested objects of an error are whole objects on the wire, hence not of the stored form.
      last_setup_error: paymentErrorOf(
        method._behavior.attach,
        render(account, method),
        null,
      ) as unknown as Setup['last_setup_error'],
      payment_method: null,
      status: 'requires_payment_method',
    });
    account.emit('setup_intent.setup_failed', failed);
    throw cardError(method._behavior.attach, { setup_intent: render(account, failed) }, true);
  }
  if (method._behavior.authentication !== 'none') {
    const waiting = account.change('setup_intent', setup.id, null, {
      next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} },
      status: 'requires_action',
    });
    account.emit('setup_intent.requires_action', waiting);
    return waiting;
  }
  return succeedSetup(account, setup.id);
}

function unexpectedState(setup: Setup) {
  return invalid(
    `You cannot perform this action because the SetupIntent has a status of ${setup.status}.`,
    undefined,
    'setup_intent_unexpected_state',
  );
}
