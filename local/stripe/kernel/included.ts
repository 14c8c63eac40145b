import type { Account } from './account';
import { shownOptions, tiersOfOption } from './price-terms';
import type { JsonObject } from './records';
import { render, toList } from './render';
import { sessionLineItems } from '../resources/checkout-line-items';
import { linkLineItems } from '../resources/payment-links';
import { quoteItems } from '../resources/quote-amounts';

type Include = (account: Account, shown: JsonObject) => unknown;

/** An includable field that an object has not got: it stays away and is no mistake to ask for. */
export const ABSENT = Symbol('absent');

const tiers: Include = (account, { id }) => account.require('price', String(id))._tiers ?? ABSENT;

/** Fields that Stripe leaves out of an object until `expand` asks for them. */
const INCLUDABLE: Record<string, Record<string, Include>> = {
  charge: {
    refunds: (account, { id }) =>
      toList(
        account.store.all('refund', 'charge', String(id)).map((refund) => render(account, refund)),
        `/v1/charges/${String(id)}/refunds`,
      ),
  },
  'checkout.session': {
    line_items: (account, { id }) =>
      toList(
        sessionLineItems(account, String(id)),
        `/v1/checkout/sessions/${String(id)}/line_items`,
      ),
  },
  coupon: {
    currency_options: (account, { id }) => {
      const {
        amount_off: amount,
        currency,
        _amounts: amounts,
      } = account.require('coupon', String(id));
      if (amount === null || currency === null) return undefined;
      const all = { [currency]: amount, ...amounts };
      return Object.fromEntries(
        Object.entries(all).map(([each, off]) => [each, { amount_off: off }]),
      );
    },
    applies_to: (account, { id }) => {
      const { _products: products } = account.require('coupon', String(id));
      return products && { products };
    },
  },
  customer: {
    subscriptions: (account, { id }) =>
      toList(
        account.store
          .all('subscription', 'customer', String(id))
          .filter(({ status }) => status !== 'canceled' && status !== 'incomplete_expired')
          .map((subscription) => render(account, subscription)),
        `/v1/customers/${String(id)}/subscriptions`,
      ),
    sources: (_account, { id }) => toList([], `/v1/customers/${String(id)}/sources`),
    tax_ids: (account, { id }) =>
      toList(
        account.store
          .all('tax_id', 'customer', String(id))
          .map((taxId) => render(account, taxId))
          .reverse(),
        `/v1/customers/${String(id)}/tax_ids`,
      ),
  },
  payment_link: {
    line_items: (account, { id }) =>
      toList(linkLineItems(account, String(id)), `/v1/payment_links/${String(id)}/line_items`),
  },
  quote: {
    line_items: (account, { id }) =>
      toList(
        quoteItems(account, account.require('quote', String(id)), 'all'),
        `/v1/quotes/${String(id)}/line_items`,
      ),
  },
  invoice: {
    payments: (account, { id }) =>
      toList(
        account.store
          .all('invoice_payment', 'invoice', String(id))
          .map((payment) => render(account, payment)),
        `/v1/invoice_payments?invoice=${String(id)}`,
      ),
    confirmation_secret: (account, { id }) => {
      const intent = account.require('invoice', String(id))._payment_intent;
      const secret = intent && account.require('payment_intent', intent).client_secret;
      return secret ? { client_secret: secret, type: 'payment_intent' } : null;
    },
  },
  plan: { tiers },
  price: {
    currency_options: (account, { id }) => shownOptions(account.require('price', String(id))),
    tiers,
  },
};

/** The value of an includable field, or undefined when the field is none. */
export function included(account: Account, shown: JsonObject, field: string): unknown {
  const object = typeof shown.object === 'string' ? shown.object : '';
  const tiersOfCurrency = field === 'tiers' ? tiersOfOption(shown) : undefined;
  if (tiersOfCurrency !== undefined) return tiersOfCurrency ?? ABSENT;
  return shown[field] === undefined ? INCLUDABLE[object]?.[field]?.(account, shown) : undefined;
}
