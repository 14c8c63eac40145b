import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

const NAME_CHARACTERS_MAX = 50;
const RATES_MAX = 5;

export const taxRateRoutes = [
  route<Stripe.TaxRateCreateParams>('POST /v1/tax_rates', (account, params) => {
    checkName(params.display_name);
    checkCountry(params.country);
    const rate = account.create('tax_rate', {
      active: true,
      ...given(params, 'active', 'country', 'description', 'display_name', 'inclusive'),
      ...given(params, 'jurisdiction', 'state', 'tax_type'),
      metadata: mergeMetadata({}, params.metadata),
      percentage: percentageOf(params.percentage),
      rate_type: 'percentage',
    });
    account.emit('tax_rate.created', rate);
    return render(account, rate);
  }),

  route<object>('GET /v1/tax_rates/{id}', (account, _params, id) =>
    render(account, account.require('tax_rate', id)),
  ),

  // What it takes cannot change, as it stands on invoices: a new rate takes its place.
  route<Stripe.TaxRateUpdateParams>('POST /v1/tax_rates/{id}', (account, params, id) => {
    const rate = account.require('tax_rate', id);
    checkName(params.display_name);
    checkCountry(params.country);
    const changed = account.change('tax_rate', id, 'tax_rate.updated', {
      ...given(params, 'active', 'country', 'description', 'display_name'),
      ...given(params, 'jurisdiction', 'state', 'tax_type'),
      metadata: mergeMetadata(rate.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.TaxRateListParams>('GET /v1/tax_rates', (account, params) => {
    const { active, inclusive } = params;
    const found = account.store
      .all('tax_rate')
      .filter((rate) => active === undefined || rate.active === active)
      .filter((rate) => inclusive === undefined || rate.inclusive === inclusive);
    return page(account, found, params, '/v1/tax_rates');
  }),
];

/**
 * The tax rates that a parameter names, for something that will be charged.
 *
 * @param param name of the parameter, for errors
 * @returns their ids; nothing when the parameter is left out, none when it is emptied
 * @throws StripeApiError 400 for an unknown or archived rate, or more than Stripe takes
 */
export function taxRatesOf(
  account: Account,
  ids: readonly string[] | null | '' | undefined,
  param: string,
): string[] | undefined {
  if (ids === undefined) return undefined;
  if (ids === null || ids === '') return [];
  if (ids.length > RATES_MAX) {
    throw invalid(`You can specify at most ${RATES_MAX} tax rates.`, param);
  }
  return ids.map((id, at) => {
    const rate = account.require('tax_rate', id, `${param}[${at}]`);
    if (!rate.active) {
      throw invalid(
        `The tax rate ${id} is archived. Tax rates must be active to be applied.`,
        `${param}[${at}]`,
      );
    }
    return rate.id;
  });
}

function percentageOf(percentage: number): number {
  if (percentage < 0 || percentage > 100) {
    throw invalid('Percentage must be between 0 and 100.', 'percentage');
  }
  if (!Number.isInteger(Math.round(percentage * 1e8) / 1e4)) {
    throw invalid(
      `Invalid decimal: ${percentage}; must contain at maximum four decimal places.`,
      'percentage',
      'parameter_invalid_decimal',
    );
  }
  return percentage;
}

function checkName(name: string | undefined): void {
  if (name !== undefined && name.length > NAME_CHARACTERS_MAX) {
    throw invalid(
      `Invalid string: must be at most ${NAME_CHARACTERS_MAX} characters`,
      'display_name',
    );
  }
}

function checkCountry(country: string | undefined): void {
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) {
    throw invalid(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
      'country',
    );
  }
}
