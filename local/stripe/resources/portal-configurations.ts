import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { featuresOf } from './portal-features';
import { requireProducts } from './portal-products';

type Configuration = Records['billing_portal.configuration'];
type Create = Stripe.BillingPortal.ConfigurationCreateParams;
type Update = Stripe.BillingPortal.ConfigurationUpdateParams;

export const portalConfigurationRoutes = [
  route<Create>('POST /v1/billing_portal/configurations', (account, params) => {
    requireProducts(account, params.features.subscription_update, undefined);
    const created = account.create('billing_portal.configuration', {
      active: true,
      business_profile: profileOf(NO_PROFILE, params),
      default_return_url: urlOf(params.default_return_url, 'default_return_url'),
      features: featuresOf(null, params.features),
      is_default: false,
      login_page: loginPageOf(account, params),
      metadata: mergeMetadata({}, params.metadata),
      name: orNull(params.name),
      updated: account.now(),
    });
    account.emit('billing_portal.configuration.created', created);
    return render(account, created);
  }),

  route<object>('GET /v1/billing_portal/configurations/{id}', (account, _params, id) =>
    render(account, account.require('billing_portal.configuration', id)),
  ),

  route<Update>('POST /v1/billing_portal/configurations/{id}', (account, params, id) =>
    render(account, update(account, id, params)),
  ),

  route<Stripe.BillingPortal.ConfigurationListParams>(
    'GET /v1/billing_portal/configurations',
    (account, params) => {
      const { active, is_default: isDefault } = params;
      // It is there from the start, whether a session has needed it or not.
      if (isDefault === true) defaultConfiguration(account);
      const found = account.store
        .all('billing_portal.configuration')
        .filter((each) => active === undefined || each.active === active)
        .filter((each) => isDefault === undefined || each.is_default === isDefault);
      return page(account, found, params, '/v1/billing_portal/configurations');
    },
  ),
];

function update(account: Account, id: string, params: Update): Configuration {
  const current = account.require('billing_portal.configuration', id);
  const { products } = current.features.subscription_update;
  requireProducts(account, params.features?.subscription_update, products ?? null);
  if (params.active === false && current.is_default) {
    throw invalid('The default configuration cannot be made inactive.', 'active');
  }
  if (params.default_return_url !== undefined)
    urlOf(params.default_return_url, 'default_return_url');
  return account.change(
    'billing_portal.configuration',
    id,
    'billing_portal.configuration.updated',
    {
      ...given(params, 'active', 'default_return_url', 'name'),
      business_profile: profileOf(current.business_profile, params),
      features: featuresOf(current.features, params.features),
      ...(params.login_page ? { login_page: loginPageOf(account, params) } : {}),
      metadata: mergeMetadata(current.metadata, params.metadata),
      updated: account.now(),
    },
  );
}

/** The configuration that an account's dashboard has from the start. */
export function defaultConfiguration(account: Account): Configuration {
  const existing = account.store
    .all('billing_portal.configuration')
    .find(({ is_default: isDefault }) => isDefault);
  if (existing) return existing;
  return account.create('billing_portal.configuration', {
    active: true,
    business_profile: NO_PROFILE,
    features: featuresOf(null, {
      customer_update: { allowed_updates: ['email', 'address', 'name'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true },
    }),
    is_default: true,
    login_page: { enabled: false, url: null },
    metadata: {},
    updated: account.now(),
  });
}

function profileOf(
  current: Configuration['business_profile'],
  { business_profile: profile }: Create | Update,
): Configuration['business_profile'] {
  const { privacy_policy_url: privacy, terms_of_service_url: terms } = profile ?? {};
  urlOf(privacy, 'business_profile[privacy_policy_url]');
  urlOf(terms, 'business_profile[terms_of_service_url]');
  return {
    ...current,
    ...(profile ? given(profile, 'headline', 'privacy_policy_url', 'terms_of_service_url') : {}),
  };
}

/** A page where customers ask for a link by their e-mail; switched on again it has another address. */
function loginPageOf(
  account: Account,
  { login_page: page }: Create | Update,
): Configuration['login_page'] {
  if (!page?.enabled) return { enabled: false, url: null };
  const token = `test_${account.store.newToken('portal login', 24)}`;
  return { enabled: true, url: `${account.pagesUrl()}/p/login/${token}` };
}

function urlOf(url: string | null | undefined, param: string): string | null {
  const value = orNull(url);
  if (value !== null && !URL.canParse(value))
    throw invalid('Not a valid URL', param, 'url_invalid');
  return value;
}

const NO_PROFILE = { headline: null, privacy_policy_url: null, terms_of_service_url: null };
