import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { timeFor } from '../kernel/clocks';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { featuresOf } from './portal-features';
import { flowOf } from './portal-flow';

type Configuration = Records['billing_portal.configuration'];
type Session = Records['billing_portal.session'];

/** A portal link works this long until it is first used, Stripe says five minutes; we give an hour. */
const LINK_SECONDS = 3600;

export const portalRoutes = [
  route<Stripe.BillingPortal.SessionCreateParams>(
    'POST /v1/billing_portal/sessions',
    (account, params) => render(account, createSession(account, params)),
  ),

  route<Stripe.BillingPortal.ConfigurationCreateParams>(
    'POST /v1/billing_portal/configurations',
    (account, params) => {
      const profile = params.business_profile;
      const created = account.create('billing_portal.configuration', {
        ...EMPTY,
        active: true,
        business_profile: {
          headline: orNull(profile?.headline),
          privacy_policy_url: profile?.privacy_policy_url ?? null,
          terms_of_service_url: profile?.terms_of_service_url ?? null,
        },
        default_return_url: orNull(params.default_return_url),
        features: featuresOf(null, params.features),
        is_default: false,
        metadata: mergeMetadata({}, params.metadata),
        name: orNull(params.name),
        updated: account.now(),
      });
      account.emit('billing_portal.configuration.created', created);
      return render(account, created);
    },
  ),

  route<object>('GET /v1/billing_portal/configurations/{id}', (account, _params, id) =>
    render(account, account.require('billing_portal.configuration', id)),
  ),

  route<Stripe.BillingPortal.ConfigurationUpdateParams>(
    'POST /v1/billing_portal/configurations/{id}',
    (account, params, id) => {
      const current = account.require('billing_portal.configuration', id);
      const changed = account.change(
        'billing_portal.configuration',
        id,
        'billing_portal.configuration.updated',
        {
          ...given(params, 'active', 'default_return_url', 'name'),
          features: featuresOf(current.features, params.features),
          metadata: mergeMetadata(current.metadata, params.metadata),
          updated: account.now(),
        },
      );
      return render(account, changed);
    },
  ),

  route<Stripe.BillingPortal.ConfigurationListParams>(
    'GET /v1/billing_portal/configurations',
    (account, params) => {
      const { active, is_default: isDefault } = params;
      const found = account.store
        .all('billing_portal.configuration')
        .filter((each) => active === undefined || each.active === active)
        .filter((each) => isDefault === undefined || each.is_default === isDefault);
      return page(account, found, params, '/v1/billing_portal/configurations');
    },
  ),
];

/** The portal session behind a hosted link, or null when the link is unknown or has expired. */
export function sessionByToken(account: Account, token: string): Session | null {
  const session = account.store
    .all('billing_portal.session')
    .find(({ _token }) => _token === token);
  return session && session._expires_at > timeFor(account, [session.customer]) ? session : null;
}

function createSession(
  account: Account,
  params: Stripe.BillingPortal.SessionCreateParams,
): Session {
  if (params.customer === undefined) throw missing('customer');
  if (params.after_expiration) throw notBuilt('after_expiration of portal sessions');
  const customer = account.require('customer', params.customer, 'customer');
  if (params.return_url !== undefined && !URL.canParse(params.return_url)) {
    throw invalid('Not a valid URL', 'return_url', 'url_invalid');
  }
  const configuration =
    params.configuration === undefined
      ? defaultConfiguration(account)
      : account.require('billing_portal.configuration', params.configuration, 'configuration');
  const token = `test_${account.store.newToken('portal', 40)}`;
  const session = account.create('billing_portal.session', {
    configuration: configuration.id,
    customer: customer.id,
    flow: params.flow_data ? flowOf(account, customer.id, params.flow_data) : null,
    locale: params.locale ?? null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${account.pagesUrl()}/p/session/${token}`,
    _expires_at: account.now() + LINK_SECONDS,
    _token: token,
  });
  account.emit('billing_portal.session.created', session);
  return session;
}

/** The configuration that an account's dashboard has from the start. */
function defaultConfiguration(account: Account): Configuration {
  const existing = account.store
    .all('billing_portal.configuration')
    .find(({ is_default: isDefault }) => isDefault);
  if (existing) return existing;
  return account.create('billing_portal.configuration', {
    ...EMPTY,
    active: true,
    features: featuresOf(null, {
      customer_update: { allowed_updates: ['email', 'address', 'name'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true },
    }),
    is_default: true,
    updated: account.now(),
  });
}

const EMPTY: Partial<Configuration> = {
  business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
  login_page: { enabled: false, url: null },
  metadata: {},
};
