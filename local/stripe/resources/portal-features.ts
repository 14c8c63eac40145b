import type Stripe from 'stripe';
import { invalid, notBuilt } from '../kernel/errors';
import { orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Features = Records['billing_portal.configuration']['features'];
type Params =
  | Stripe.BillingPortal.ConfigurationCreateParams.Features
  | Stripe.BillingPortal.ConfigurationUpdateParams.Features
  | undefined;

/**
 * All features with the values of a request laid over those there are.
 *
 * @throws StripeApiError 400 for what cannot be together, 501 for what the pages do not offer
 */
export function featuresOf(current: Features | null, params: Params): Features {
  refuseUnbuilt(params);
  const features = merged(current ?? OFF, params);
  const { mode, proration_behavior: proration } = features.subscription_cancel;
  if (proration === 'always_invoice' || (proration !== 'none' && mode !== 'immediately')) {
    throw invalid(
      `Cannot set proration_behavior to \`${proration}\`: it must be \`none\`, or ` +
        '`create_prorations` when the mode is `immediately`.',
      'features[subscription_cancel][proration_behavior]',
    );
  }
  return features;
}

function refuseUnbuilt(params: Params): void {
  if (params?.subscription_pause?.enabled) throw notBuilt('pausing in the portal');
  if (params?.subscription_cancel?.cancellation_reason?.feedback_options) {
    throw notBuilt('feedback_options of the portal');
  }
  if (params?.payment_method_update?.payment_method_configuration) {
    throw notBuilt('payment_method_configuration of the portal');
  }
}

function merged(base: Features, params: Params): Features {
  const update = params?.subscription_update;
  return {
    customer_update: {
      ...base.customer_update,
      ...defined({
        allowed_updates: params?.customer_update?.allowed_updates,
        enabled: params?.customer_update?.enabled,
      }),
    },
    invoice_history: { ...base.invoice_history, ...defined(params?.invoice_history ?? {}) },
    payment_method_update: {
      ...base.payment_method_update,
      ...defined({ enabled: params?.payment_method_update?.enabled }),
    },
    subscription_cancel: cancelOf(base, params),
    subscription_pause: {
      ...base.subscription_pause,
      ...defined({ enabled: params?.subscription_pause?.enabled }),
    },
    subscription_update: {
      ...base.subscription_update,
      ...defined({
        billing_cycle_anchor: update?.billing_cycle_anchor,
        default_allowed_updates: update?.default_allowed_updates,
        enabled: update?.enabled,
        proration_behavior: update?.proration_behavior,
        trial_update_behavior: update?.trial_update_behavior,
      }),
      ...productsOf(update),
      schedule_at_period_end: {
        conditions:
          orNull(update?.schedule_at_period_end?.conditions) ??
          base.subscription_update.schedule_at_period_end.conditions,
      },
    },
  } as Features; // each part is the old one with checked parameters over it
}

function cancelOf(base: Features, params: Params): object {
  const cancel = params?.subscription_cancel;
  return {
    ...base.subscription_cancel,
    ...defined({
      enabled: cancel?.enabled,
      mode: cancel?.mode,
      proration_behavior: cancel?.proration_behavior,
    }),
    cancellation_reason: {
      ...base.subscription_cancel.cancellation_reason,
      ...defined({
        enabled: cancel?.cancellation_reason?.enabled,
        options: cancel?.cancellation_reason?.options,
      }),
    },
  };
}

function productsOf(
  update: NonNullable<Params>['subscription_update'],
): Partial<Features['subscription_update']> {
  if (update?.products === undefined) return {};
  return {
    products: (orNull(update.products) ?? []).map(
      ({ adjustable_quantity: adjustable, ...product }) => ({
        ...product,
        adjustable_quantity: {
          enabled: adjustable?.enabled ?? false,
          maximum: adjustable?.maximum ?? null,
          minimum: adjustable?.minimum ?? 1,
        },
      }),
    ),
  };
}

/** Leaves out what a request did not set; an emptied list (null) becomes an empty one. */
function defined(values: object): object {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]: [string, unknown]) => [key, value ?? []]),
  );
}

const OFF: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: [
        'too_expensive',
        'missing_features',
        'switched_service',
        'unused',
        'customer_service',
        'too_complex',
        'low_quality',
        'other',
      ],
    },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: null,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};
