import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { timeFor } from '../kernel/clocks';
import { invalid, missing, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { defaultConfiguration, portalConfigurationRoutes } from './portal-configurations';
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
  ...portalConfigurationRoutes,
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
  const configuration = configurationOf(account, params.configuration);
  const token = `test_${account.store.newToken('portal', 40)}`;
  const session = account.create('billing_portal.session', {
    configuration: configuration.id,
    customer: customer.id,
    flow: params.flow_data ? flowOf(account, customer.id, configuration, params.flow_data) : null,
    locale: params.locale ?? null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${account.pagesUrl()}/p/session/${token}`,
    _expires_at: account.now() + LINK_SECONDS,
    _token: token,
  });
  account.emit('billing_portal.session.created', session);
  return session;
}

function configurationOf(account: Account, id: string | undefined): Configuration {
  if (id === undefined) return defaultConfiguration(account);
  const configuration = account.require('billing_portal.configuration', id, 'configuration');
  if (configuration.active) return configuration;
  throw invalid(
    `The configuration ${id} is inactive and cannot be used to create portal sessions.`,
    'configuration',
  );
}
