import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import type { CheckoutLine } from '../kernel/checkout-draft';
import { invalid, noSuch } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { adjustableOf, lineOf } from './checkout-lines';
import { retotal } from './checkout-line-items';
import { refuseOthers } from './checkout-params';
import { taxRatesOf } from './tax-rates';

type Update = Stripe.Checkout.SessionUpdateParams;
type Session = Records['checkout.session'];

/**
 * Changes a session: its metadata at any time, the rest while it is open.
 *
 * @throws StripeApiError 400 for a session that is not open any more
 * @see https://docs.stripe.com/api/checkout/sessions/update
 */
export function updateSession(account: Account, id: string, params: Update): Session {
  const session = account.require('checkout.session', id);
  const { line_items: items, payment_intent_data: intentData } = params;
  if ((items || intentData) && session.status !== 'open') {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be updated. This Checkout Session has a status of \`${session.status ?? ''}\`.`,
    );
  }
  account.change('checkout.session', id, null, {
    metadata: mergeMetadata(session.metadata, params.metadata),
    _draft: {
      ...session._draft,
      ...(items ? { lines: updatedLines(account, session, items) } : {}),
      ...(intentData ? { paymentIntentData: updatedData(session, intentData) } : {}),
    },
  });
  return items ? retotal(account, id) : account.require('checkout.session', id);
}

/** The list given takes the place of the old one: what it leaves out goes. */
function updatedLines(
  account: Account,
  { _draft: draft, currency }: Session,
  items: NonNullable<Update['line_items']>,
): CheckoutLine[] {
  if (items.length === 0) throw invalid('A Checkout Session needs line items.', 'line_items');
  return items.map((item, at) => {
    const param = `line_items[${at}]`;
    const { id, metadata, tax_rates: rates, ...rest } = item;
    if (id === undefined) {
      const line = lineOf(account, rest, param);
      checkCurrency(account, line, currency, param);
      return { ...line, metadata: mergeMetadata({}, metadata) };
    }
    const known = draft.lines.find((line) => line.id === id);
    if (!known) throw noSuch('line item', id, `${param}[id]`);
    const { adjustable_quantity: adjustable, quantity, ...others } = rest;
    refuseOthers(others, param);
    return {
      ...known,
      ...(adjustable ? { adjustable: adjustableOf(adjustable, param) } : {}),
      ...(quantity === undefined ? {} : { quantity }),
      metadata: mergeMetadata(known.metadata, metadata),
      taxRates: taxRatesOf(account, rates, `${param}[tax_rates]`) ?? known.taxRates,
    };
  });
}

function checkCurrency(
  account: Account,
  { price }: CheckoutLine,
  currency: string | null,
  param: string,
): void {
  if (account.require('price', price).currency === currency) return;
  throw invalid('All prices must use the same currency.', `${param}[price]`);
}

function updatedData(
  { _draft: { paymentIntentData: data } }: Session,
  params: NonNullable<Update['payment_intent_data']>,
): Session['_draft']['paymentIntentData'] {
  const changed = (name: Exclude<keyof typeof params, 'metadata'>, before: string | null) =>
    params[name] === undefined ? before : orNull(params[name]);
  return {
    ...data,
    description: changed('description', data.description),
    metadata: mergeMetadata(data.metadata, params.metadata),
    setupFutureUsage: changed('setup_future_usage', data.setupFutureUsage),
    statementDescriptor: changed('statement_descriptor', data.statementDescriptor),
    statementDescriptorSuffix: changed(
      'statement_descriptor_suffix',
      data.statementDescriptorSuffix,
    ),
  };
}
