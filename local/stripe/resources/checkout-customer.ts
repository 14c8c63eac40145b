import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import type { CheckoutPayer } from '../kernel/checkout-draft';
import { invalid } from '../kernel/errors';
import type { Records } from '../kernel/records';
import type { SessionMode } from './checkout-params';
import { createCustomer } from './customers';
import { addTaxId } from './tax-ids';

type Create = Stripe.Checkout.SessionCreateParams;
type Session = Records['checkout.session'];

/**
 * Whom a new session is for.
 *
 * @throws StripeApiError 400 for parameters that contradict each other
 */
export function customerOf(account: Account, mode: SessionMode, params: Create): Partial<Session> {
  const { customer, customer_email: email, customer_creation: creation } = params;
  if (customer !== undefined && email !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.');
  }
  if (creation !== undefined && mode !== 'payment') {
    throw invalid('`customer_creation` can only be used in `payment` mode.', 'customer_creation');
  }
  if (creation !== undefined && customer !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_creation.');
  }
  if (params.customer_update && customer === undefined) {
    throw invalid('`customer_update` can only be used with `customer`.', 'customer_update');
  }
  const known = customer === undefined ? null : account.require('customer', customer, 'customer');
  if (known) checkUpdates(known, params);
  return {
    customer: known?.id ?? null,
    customer_creation: known ? null : mode === 'payment' ? (creation ?? 'if_required') : 'always',
    customer_details:
      known || email !== undefined
        ? {
            address: null,
            business_name: null,
            email: known?.email ?? email ?? null,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: known ? (known.tax_exempt ?? 'none') : 'none',
            tax_ids: null,
          }
        : null,
    customer_email: email ?? null,
  };
}

/** What is asked of a known customer must be allowed to be written back. */
function checkUpdates(customer: Records['customer'], params: Create): void {
  const { automatic_tax: tax, customer_update: update, tax_id_collection: taxIds } = params;
  if (tax?.enabled && !customer.address?.country && update?.address !== 'auto') {
    throw invalid(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
      undefined,
      'customer_tax_location_invalid',
    );
  }
  if (taxIds?.enabled && update?.name !== 'auto') {
    throw invalid(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.',
    );
  }
}

/** Stripe's automatic tax, which comes to nothing here: no place is registered for any. */
export function automaticTaxOf(
  account: Account,
  customer: string | null,
  params: Create['automatic_tax'],
): Session['automatic_tax'] {
  if (!params?.enabled) return { enabled: false, liability: null, provider: null, status: null };
  if (params.liability?.type === 'account') {
    throw invalid('The local Stripe has one account: `liability` can only be `self`.');
  }
  const isLocated = customer !== null && account.require('customer', customer).address !== null;
  return {
    enabled: true,
    liability: { type: 'self' },
    provider: 'stripe',
    status: isLocated ? 'complete' : 'requires_location_inputs',
  };
}

/** The session's customer, a new one where its mode makes one, or null (a guest's payment). */
export function customerFor(
  account: Account,
  session: Session,
  payer: CheckoutPayer,
): string | null {
  if (session.customer !== null) {
    updateCustomer(account, session, session.customer, payer);
    return session.customer;
  }
  const { setupFutureUsage } = session._draft.paymentIntentData;
  const isNeeded =
    session.mode === 'subscription' ||
    session.customer_creation === 'always' ||
    session._draft.invoiceData !== null ||
    setupFutureUsage !== null;
  if (!isNeeded) return null;
  const customer = createCustomer(account, {
    address: payer.address,
    email: payer.email,
    name: payer.businessName ?? payer.name,
    phone: payer.phone,
  });
  account.emit('customer.created', customer);
  if (payer.taxId) addTaxId(account, customer.id, payer.taxId);
  return customer.id;
}

/** Writes back what the session may write back; a phone number and a tax ID are always kept. */
function updateCustomer(
  account: Account,
  session: Session,
  id: string,
  payer: CheckoutPayer,
): void {
  const { address, name } = session._draft.customerUpdate;
  const newName = payer.businessName ?? payer.name;
  account.change('customer', id, 'customer.updated', {
    ...(address ? { address: payer.address } : {}),
    ...(name && newName !== null ? { name: newName } : {}),
    ...(payer.phone === null ? {} : { phone: payer.phone }),
  });
  if (payer.taxId) addTaxId(account, id, payer.taxId);
}
