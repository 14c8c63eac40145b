import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing, noSuch, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

type TaxId = Records['tax_id'];
type Status = 'pending' | 'unavailable' | 'unverified' | 'verified';

const OF_CUSTOMER = '/v1/customers/{customerId}/tax_ids';

export const taxIdRoutes = [
  route<Stripe.CustomerCreateTaxIdParams>(
    'POST /v1/customers/{id}/tax_ids',
    (account, params, id) => {
      account.require('customer', id);
      return render(account, addTaxId(account, id, params));
    },
  ),

  route<object>(`GET ${OF_CUSTOMER}/{id}`, (account, _params, customer, id) =>
    render(account, requireOf(account, customer, id)),
  ),

  route<object>(`DELETE ${OF_CUSTOMER}/{id}`, (account, _params, customer, id) =>
    remove(account, requireOf(account, customer, id)),
  ),

  route<Stripe.CustomerListTaxIdsParams>(
    'GET /v1/customers/{id}/tax_ids',
    (account, params, id) => {
      account.require('customer', id);
      const found = account.store.all('tax_id', 'customer', id);
      return page(account, found, params, `/v1/customers/${id}/tax_ids`);
    },
  ),

  route<Stripe.TaxIdCreateParams>('POST /v1/tax_ids', (account, params) =>
    render(account, addTaxId(account, ownerOf(account, params.owner), params)),
  ),

  route<object>('GET /v1/tax_ids/{id}', (account, _params, id) =>
    render(account, account.require('tax_id', id)),
  ),

  route<object>('DELETE /v1/tax_ids/{id}', (account, _params, id) =>
    remove(account, account.require('tax_id', id)),
  ),

  route<Stripe.TaxIdListParams>('GET /v1/tax_ids', (account, params) => {
    const owner = ownerOf(account, params.owner);
    const found =
      owner === null
        ? account.store.all('tax_id').filter(({ customer }) => customer === null)
        : account.store.all('tax_id', 'customer', owner);
    return page(account, found, params, '/v1/tax_ids');
  }),
];

/**
 * Gives a tax ID to a customer or (null) to the account, and announces a customer's.
 *
 * @param prefix of the parameters, for errors (`tax_id_data[0]`)
 * @throws StripeApiError 400 `tax_id_invalid` for a value that is not of its type
 */
export function addTaxId(
  account: Account,
  customer: string | null,
  { type, value }: { type: string; value: string },
  prefix = '',
): TaxId {
  const country = countryOf(type, value);
  if (country === undefined) {
    throw invalid(
      `Invalid value for ${type}.`,
      prefix ? `${prefix}[value]` : 'value',
      'tax_id_invalid',
    );
  }
  const known = customer === null ? [] : account.store.all('tax_id', 'customer', customer);
  const same = known.find((each) => each.type === type && each.value === value);
  if (same) return same;
  const isAsked = VERIFIED_TYPES.has(type);
  const taxId = account.create('tax_id', {
    country,
    customer,
    owner:
      customer === null
        ? { customer_account: null, type: 'self' }
        : { customer, customer_account: null, type: 'customer' },
    type,
    value,
    verification: verification(isAsked ? 'pending' : 'unavailable'),
  });
  if (customer === null) return taxId;
  account.emit('customer.tax_id.created', taxId);
  if (isAsked) verify(account, taxId);
  return taxId;
}

/** The office that is asked answers later: the answer to the request still says `pending`. */
function verify(account: Account, { id, value }: TaxId): void {
  account.change('tax_id', id, 'customer.tax_id.updated', {
    verification: verification(TEST_VALUES[value.replaceAll(/\D/g, '')] ?? 'unverified'),
  });
}

/** Stripe asks an office about these; see https://docs.stripe.com/billing/customer/tax-ids */
const VERIFIED_TYPES = new Set(['au_abn', 'eu_vat', 'gb_vat']);

/** Stripe's magic numbers for tests; any other number is of nobody. */
const TEST_VALUES: Record<string, Status> = {
  '000000000': 'verified',
  '111111111': 'unverified',
  '222222222': 'pending',
};

function verification(status: Status): NonNullable<TaxId['verification']> {
  const isVerified = status === 'verified';
  return {
    status,
    verified_address: isVerified ? '123 TEST STREET' : null,
    verified_name: isVerified ? 'TEST' : null,
  };
}

/** How the commonest types are written; of the others only the country is known. */
const FORMS: Record<string, RegExp> = {
  au_abn: /^\d{11}$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/,
  eu_vat:
    /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{8,12}$/,
  gb_vat: /^GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  us_ein: /^\d{2}-?\d{7}$/,
};

/** The country of a tax ID, null where it has none, undefined when the value is not of its type. */
function countryOf(type: string, value: string): string | null | undefined {
  const isMagic = Object.hasOwn(TEST_VALUES, value);
  if (!isMagic && FORMS[type]?.test(value) === false) return undefined;
  const [prefix = ''] = type.split('_');
  if (type === 'eu_oss_vat') return null;
  if (type !== 'eu_vat') return prefix.toUpperCase();
  if (isMagic) return null;
  const country = value.slice(0, 2);
  return { EL: 'GR', XI: 'GB' }[country] ?? country;
}

function ownerOf(
  account: Account,
  owner: Stripe.TaxIdCreateParams.Owner | undefined,
): string | null {
  if (owner === undefined || owner.type === 'self') return null;
  if (owner.type !== 'customer') throw notBuilt(`owner[type]=${owner.type} of tax IDs`);
  if (owner.customer === undefined) throw missing('owner[customer]');
  return account.require('customer', owner.customer, 'owner[customer]').id;
}

function requireOf(account: Account, customer: string, id: string): TaxId {
  account.require('customer', customer);
  const found = account.require('tax_id', id);
  if (found.customer !== customer) throw noSuch('tax id', id, null);
  return found;
}

function remove(account: Account, { customer, id }: TaxId) {
  if (customer === null) account.store.delete(id);
  else account.remove('tax_id', id, 'customer.tax_id.deleted');
  return { id, object: 'tax_id', deleted: true };
}
