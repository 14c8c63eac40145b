import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, noAccess } from '../kernel/errors';
import { toId } from '../kernel/ids';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { JsonObject, Records } from '../kernel/records';
import { differences, render, toList } from '../kernel/render';
import { route } from '../kernel/route';
import {
  CONTROLLERS,
  NOTHING_REQUIRED,
  rejectionOf,
  toBusinessProfile,
  toCapabilities,
  toController,
  toTosAcceptance,
} from './account-params';

type Connected = Records['account'];

/**
 * Connected accounts. Onboarding is not modelled: an account may charge as soon as it is created,
 * and whatever capability was asked for is active. Rejecting one is on record and announced, and
 * does not stop its payments. OAuth, persons, external accounts, fees and transfers answer 501.
 *
 * @see https://docs.stripe.com/api/accounts
 */
export const accountRoutes = [
  route<Stripe.AccountCreateParams>('POST /v1/accounts', (account, params) => {
    if (account.world !== null) {
      throw invalid(
        "You can only create new accounts if you've signed up for Connect, which you can do at " +
          'https://dashboard.stripe.com/connect.',
      );
    }
    if (params.type !== undefined && params.controller !== undefined) {
      throw invalid('You may only specify one of these parameters: type, controller.', 'type');
    }
    const type = params.type ?? (params.controller ? 'none' : 'standard');
    const { id } = account.create('account', {
      ...mayDoAll(type),
      controller: toController(CONTROLLERS[type] ?? CONTROLLERS.standard, params.controller),
      business_profile: toBusinessProfile(null, params.business_profile),
      business_type: params.business_type ?? null,
      capabilities: toCapabilities({}, params.capabilities),
      country: params.country ?? 'US',
      default_currency: params.default_currency ?? 'usd',
      email: orNull(params.email),
      metadata: mergeMetadata({}, params.metadata),
      tos_acceptance: toTosAcceptance({}, params.tos_acceptance),
    });
    return shown(account, id);
  }),

  route<object>('GET /v1/account', (account) =>
    account.world === null ? platform(account) : shown(account, account.world),
  ),

  route<object>('GET /v1/accounts/{id}', (account, _params, id) =>
    account.world === null && id === platformId(account) ? platform(account) : shown(account, id),
  ),

  route<Stripe.AccountUpdateParams>('POST /v1/accounts/{id}', (account, params, id) => {
    const before = connected(account, id);
    return update(account, id, {
      ...given(params, 'business_type', 'default_currency', 'email'),
      business_profile: toBusinessProfile(before.business_profile ?? null, params.business_profile),
      capabilities: toCapabilities(before.capabilities ?? {}, params.capabilities),
      metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
      tos_acceptance: toTosAcceptance(before.tos_acceptance ?? {}, params.tos_acceptance),
    });
  }),

  route<Stripe.AccountRejectParams>('POST /v1/accounts/{id}/reject', (account, params, id) =>
    update(account, id, {
      charges_enabled: false,
      payouts_enabled: params.payouts_action === 'none',
      requirements: { ...NOTHING_REQUIRED, disabled_reason: rejectionOf(params.reason) },
    }),
  ),

  route<object>('POST /v1/accounts/{id}/unreject', (account, _params, id) => {
    const { requirements } = connected(account, id);
    if (!requirements?.disabled_reason) throw invalid('This account has not been rejected.');
    return update(account, id, {
      charges_enabled: true,
      payouts_enabled: true,
      requirements: NOTHING_REQUIRED,
    });
  }),

  route<object>('DELETE /v1/accounts/{id}', (account, _params, id) => {
    connected(account, id);
    const home = account.in(null);
    home.in(id).store.wipe();
    home.store.delete(id);
    return { id, object: 'account', deleted: true };
  }),

  route<Stripe.AccountListParams>('GET /v1/accounts', (account, params) =>
    // Whoever is no platform has none: the store of a connected account holds no accounts.
    page(account, account.store.list('account'), params, '/v1/accounts'),
  ),
];

/** The id of the account that the secret key is for. */
function platformId(account: Account): string {
  return toId('account', account.store.state.seed, 0);
}

/**
 * The account that a request is for.
 *
 * @param id as in the header `Stripe-Account`; the platform may name itself
 * @throws StripeApiError 403 when the platform has no such account
 */
export function accountOf(platformAccount: Account, id: string): Account {
  if (id === platformId(platformAccount)) return platformAccount;
  if (!platformAccount.find('account', id)) throw noAccess(id);
  return platformAccount.in(id);
}

function platform(account: Account): JsonObject {
  return {
    ...account.contract.skeleton('account'),
    ...mayDoAll('standard'),
    id: platformId(account),
    object: 'account',
    country: 'US',
    default_currency: 'usd',
  };
}

function mayDoAll(type: Connected['type']) {
  return {
    charges_enabled: true,
    details_submitted: true,
    future_requirements: NOTHING_REQUIRED,
    payouts_enabled: true,
    requirements: NOTHING_REQUIRED,
    type,
  };
}

/** A connected account sees itself, the platform all of them. They are kept by the platform. */
function connected(account: Account, id: string): Connected {
  const found = account.in(null).find('account', id);
  if (!found || (account.world !== null && account.world !== id)) throw noAccess(id);
  return found;
}

function shown(account: Account, id: string): JsonObject {
  return {
    ...render(account, connected(account, id)),
    external_accounts: toList([], `/v1/accounts/${id}/external_accounts`),
  };
}

/** Changes an account; the change is an event of that account, not of the platform. */
function update(account: Account, id: string, fields: Partial<Connected>): JsonObject {
  const before = shown(account, id);
  account.in(null).change('account', id, null, fields);
  const after = shown(account, id);
  const previous = differences(before, after);
  if (Object.keys(previous).length > 0) {
    account.in(id).emitShown('account.updated', after, previous);
  }
  return after;
}
