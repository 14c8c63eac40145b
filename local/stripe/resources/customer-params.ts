import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { given, orNull, toAddress } from '../kernel/merge';
import type { Records } from '../kernel/records';

type Customer = Records['customer'];
type Details = Stripe.CustomerCreateParams | Stripe.CustomerUpdateParams;

/** The longest values that Stripe takes, in characters. */
const CHARACTERS_MAX = {
  business_name: 150,
  description: 350,
  email: 512,
  individual_name: 150,
  name: 256,
  phone: 20,
} as const;

/**
 * What a request says of a customer; nothing of what it leaves out.
 *
 * @param current the customer as they are, null for a new one
 * @throws StripeApiError 400 `email_invalid`, or for a value that Stripe would not take
 */
export function detailsOf(
  account: Account,
  params: Details,
  current: Customer | null,
): Partial<Customer> {
  for (const [name, max] of Object.entries(CHARACTERS_MAX)) {
    checkLength(params[name as keyof typeof CHARACTERS_MAX], name, max);
  }
  if (typeof params.email === 'string') checkEmail(params.email);
  const address = toAddress(params.address);
  return {
    ...given(params, 'description', 'email', 'name', 'phone', 'preferred_locales', 'balance'),
    ...(address === undefined ? {} : { address }),
    ...(params.tax_exempt === undefined ? {} : { tax_exempt: orNull(params.tax_exempt) ?? 'none' }),
    ...nameOf(params, 'business_name'),
    ...nameOf(params, 'individual_name'),
    ...numberingOf(account, params, current),
    ...shippingOf(params),
  };
}

/** How invoices of a customer are made, after a request. */
export function settingsOf(
  account: Account,
  customer: Customer,
  { invoice_settings: settings }: Details,
): Customer['invoice_settings'] {
  const methodId = settings?.default_payment_method;
  if (typeof methodId === 'string') {
    const param = 'invoice_settings[default_payment_method]';
    const method = account.require('payment_method', methodId, param);
    if (method.customer !== customer.id) {
      throw invalid(
        `The customer does not have a payment method with the ID ${methodId}. The payment method ` +
          'must be attached to the customer.',
        param,
        'resource_missing',
      );
    }
  }
  const rendering = settings?.rendering_options;
  return {
    ...customer.invoice_settings,
    ...(settings ? given(settings, 'custom_fields', 'default_payment_method', 'footer') : {}),
    ...(rendering === undefined ? {} : { rendering_options: renderingOf(rendering) }),
  };
}

function renderingOf(
  options: Stripe.CustomerCreateParams.InvoiceSettings['rendering_options'],
): Customer['invoice_settings']['rendering_options'] {
  if (!options) return null;
  return {
    amount_tax_display: orNull(options.amount_tax_display),
    template: options.template ?? null,
  };
}

/** Stripe wants a name, an `@` and a domain with a dot, in ASCII and without spaces. */
function checkEmail(email: string): void {
  if (!/^[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(email)) {
    throw invalid(`Invalid email address: ${email}`, 'email', 'email_invalid');
  }
}

function checkLength(value: string | null | undefined, param: string, max: number): void {
  if (typeof value === 'string' && value.length > max) {
    throw invalid(`Invalid string: must be at most ${max} characters`, param);
  }
}

/** Stripe leaves these two out of a customer that has none. */
function nameOf(params: Details, field: 'business_name' | 'individual_name'): Partial<Customer> {
  const value = params[field];
  // An emptied name is undefined in the record, which shows it no more.
  return value === undefined ? {} : { [field]: value ?? undefined };
}

function numberingOf(
  account: Account,
  { invoice_prefix: prefix, next_invoice_sequence: next }: Details,
  current: Customer | null,
): Partial<Customer> {
  if (prefix !== undefined && !/^[A-Z0-9]{3,12}$/.test(prefix)) {
    throw invalid(
      'Invoice prefix must be 3-12 characters long and consist only of uppercase letters and numbers.',
      'invoice_prefix',
    );
  }
  const others =
    prefix === undefined ? [] : account.store.all('customer', 'invoice_prefix', prefix);
  if (others.some(({ id }) => id !== current?.id)) {
    throw invalid('This invoice prefix is used by another customer.', 'invoice_prefix');
  }
  const least = current?.next_invoice_sequence ?? 1;
  if (next !== undefined && next < least) {
    throw invalid(
      `The next invoice sequence must be at least ${least}, as invoice numbers are unique.`,
      'next_invoice_sequence',
    );
  }
  return {
    ...(prefix === undefined ? {} : { invoice_prefix: prefix }),
    ...(next === undefined ? {} : { next_invoice_sequence: next }),
  };
}

function shippingOf({ shipping }: Details): Partial<Customer> {
  if (shipping === undefined) return {};
  if (shipping === null || shipping === '') return { shipping: null };
  const address = toAddress(shipping.address);
  return {
    shipping: {
      ...(address ? { address } : {}),
      name: shipping.name,
      phone: shipping.phone ?? null,
    },
  };
}
