import type Stripe from 'stripe';
import { orNull, toAddress } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Connected = Records['account'];
type Controller = NonNullable<Connected['controller']>;

/** Nothing is asked of accounts here. */
export const NOTHING_REQUIRED = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/**
 * What the types of accounts stand for.
 *
 * @see https://docs.stripe.com/connect/migrate-to-controller-properties
 */
export const CONTROLLERS: Record<string, Controller> & { standard: Controller } = {
  standard: controller('account', 'stripe', 'stripe', 'full'),
  express: controller('application_express', 'application', 'stripe', 'express'),
  custom: controller('application_custom', 'application', 'application', 'none'),
};

function controller(
  payer: 'account' | 'application_custom' | 'application_express',
  losses: 'application' | 'stripe',
  collects: 'application' | 'stripe',
  dashboard: 'express' | 'full' | 'none',
): Controller {
  return {
    fees: { payer },
    is_controller: true,
    losses: { payments: losses },
    requirement_collection: collects,
    stripe_dashboard: { type: dashboard },
    type: 'application',
  };
}

export function toController(
  base: Controller,
  params: Stripe.AccountCreateParams.Controller | undefined,
): Controller {
  const {
    fees,
    losses,
    requirement_collection: collects,
    stripe_dashboard: dashboard,
  } = params ?? {};
  return {
    ...base,
    ...(fees?.payer === undefined ? {} : { fees: { payer: fees.payer } }),
    ...(losses?.payments === undefined ? {} : { losses: { payments: losses.payments } }),
    ...(collects === undefined ? {} : { requirement_collection: collects }),
    ...(dashboard?.type === undefined ? {} : { stripe_dashboard: { type: dashboard.type } }),
  };
}

/** Capabilities after a request: what was asked for is active at once, what was given up is not. */
export function toCapabilities(
  current: NonNullable<Connected['capabilities']>,
  params: Stripe.AccountCreateParams.Capabilities | undefined,
): NonNullable<Connected['capabilities']> {
  const changed: Record<string, 'active' | 'inactive'> = {};
  for (const [name, wanted] of Object.entries(params ?? {})) {
    const { requested } = wanted as { requested?: boolean }; // each of them has this one field
    if (requested !== undefined) changed[name] = requested ? 'active' : 'inactive';
  }
  return { ...current, ...changed };
}

export function toBusinessProfile(
  current: Connected['business_profile'] | null,
  params: Stripe.AccountCreateParams.BusinessProfile | undefined,
): NonNullable<Connected['business_profile']> {
  const { support_address: address, ...rest } = params ?? {};
  return {
    mcc: null,
    minority_owned_business_designation: null,
    name: null,
    specified_commercial_transactions_act_url: null,
    support_address: null,
    support_email: null,
    support_phone: null,
    support_url: null,
    url: null,
    ...current,
    ...(address === undefined ? {} : { support_address: toAddress(address) ?? null }),
    // The contract has let through what the object knows too, and made emptied ones null.
    ...(rest as Partial<NonNullable<Connected['business_profile']>>),
  };
}

export function toTosAcceptance(
  current: NonNullable<Connected['tos_acceptance']>,
  params: Stripe.AccountCreateParams.TosAcceptance | undefined,
): NonNullable<Connected['tos_acceptance']> {
  if (params === undefined) return current;
  const { date, ip, service_agreement: agreement, user_agent: agent } = params;
  return {
    ...current,
    date: orNull(date),
    ip: orNull(ip),
    user_agent: orNull(agent),
    ...(agreement === undefined ? {} : { service_agreement: agreement }),
  };
}

/** Why a rejected account is disabled. */
export function rejectionOf(reason: string) {
  if (reason.startsWith('fraud')) return 'rejected.platform_fraud';
  if (reason === 'terms_of_service') return 'rejected.platform_terms_of_service';
  return 'rejected.platform_other';
}
