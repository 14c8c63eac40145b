import type Stripe from 'stripe';
import type { SharedFields } from '../billing/invoice-lines';
import { redeem } from '../billing/discounts';
import { amountOf, roundCents } from '../billing/money';
import { pricingOf } from '../billing/pending-items';
import { termsIn } from '../billing/price-amount';
import { requireCurrency } from '../billing/subscription-items';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { newSources } from './discount-params';
import { createPrice } from './price-params';
import { taxRatesOf } from './tax-rates';

/** What invoice items, invoice lines and items added to a subscription's invoice have in common. */
export interface ItemParams {
  amount?: number;
  description?: string;
  discountable?: boolean;
  discounts?: readonly DiscountParam[] | null | '';
  metadata?: Stripe.Emptyable<Stripe.MetadataParam>;
  period?: { start: number; end: number };
  price?: string;
  price_data?: Parameters<typeof createPrice>[1];
  pricing?: { price?: string };
  quantity?: number;
  quantity_decimal?: unknown;
  tax_amounts?: unknown;
  tax_rates?: readonly string[] | null | '';
  unit_amount_decimal?: Stripe.Decimal;
}

interface DiscountParam {
  coupon?: string;
  promotion_code?: string;
  discount?: string;
}

/** What an item is for, so that its price and discounts can be checked. */
interface Purchase {
  currency: string;
  customer: string;
}

interface Charged {
  amount: number;
  price: Records['price'] | null;
  quantity: number;
  unitAmountDecimal: string | null;
}

/**
 * What an item costs: an amount, a one-time price, or an amount for each unit.
 *
 * @param param how errors name the parent of the parameters, such as `lines[0]`; empty for none
 * @returns null when the request speaks of none of them
 */
function chargedOf(
  account: Account,
  params: ItemParams,
  currency: string,
  param = '',
): Charged | null {
  if (params.quantity_decimal !== undefined) throw notBuilt('quantity_decimal of invoice items');
  if (params.tax_amounts !== undefined) throw notBuilt('tax_amounts of invoice lines');
  const { amount, quantity = 1 } = params;
  const unit = params.unit_amount_decimal;
  const price = priceOf(account, params, param);
  const ways = [amount, unit, price ?? undefined].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw invalid(
      'You may only specify one of these parameters: amount, pricing, price_data, unit_amount_decimal.',
      nameOf(param, 'amount'),
    );
  }
  if (price) {
    requireCurrency(price, currency, nameOf(param, 'pricing'));
    const { unit_amount_decimal: unitAmountDecimal } = termsIn(price, currency);
    return { amount: amountOf(price, quantity, currency), price, quantity, unitAmountDecimal };
  }
  if (unit !== undefined) {
    const each = String(unit);
    return {
      amount: roundCents(Number(each) * quantity),
      price: null,
      quantity,
      unitAmountDecimal: each,
    };
  }
  if (amount === undefined) return null;
  return { amount, price: null, quantity, unitAmountDecimal: String(amount / quantity) };
}

function priceOf(account: Account, params: ItemParams, param: string): Records['price'] | null {
  if (params.price_data) {
    return createPrice(account, { ...params.price_data, active: false });
  }
  const id = params.pricing?.price ?? params.price;
  if (id === undefined) return null;
  const name = nameOf(param, params.price === undefined ? 'pricing[price]' : 'price');
  return requireOneTime(account, id, name);
}

/** A price that is paid once. */
export function requireOneTime(account: Account, id: string, name: string): Records['price'] {
  const price = account.require('price', id, name);
  if (price.recurring) {
    throw invalid(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
      name,
    );
  }
  if (!price.active) {
    throw invalid('The price specified is inactive. This field only accepts active prices.', name);
  }
  return price;
}

function nameOf(param: string, name: string): string {
  if (param === '') return name;
  const [first = '', ...rest] = name.split('[');
  return [`${param}[${first}]`, ...rest].join('[');
}

/** What a request says of an item that is new. */
export function newItemOf(
  account: Account,
  params: ItemParams,
  { currency, customer }: Purchase,
  param = '',
) {
  const charged = chargedOf(account, params, currency, param);
  if (!charged) throw missing(nameOf(param, 'amount'));
  const now = account.now();
  const { price } = charged;
  const id = account.store.newId('invoiceitem');
  const purchase = { amount: charged.amount, currency, customer };
  return {
    id,
    ...charged,
    currency,
    customer: account.require('customer', customer),
    description: params.description ?? (price ? productName(account, price) : null),
    discountable: params.discountable ?? charged.amount >= 0,
    discounts: redeemed(account, params.discounts, purchase, id),
    metadata: mergeMetadata({}, params.metadata),
    period: params.period ?? { start: now, end: now },
    taxRates: taxRatesOf(account, params.tax_rates, nameOf(param, 'tax_rates')) ?? [],
  };
}

/** What a request changes of an item or of its line. */
export function changedItemOf(
  account: Account,
  params: ItemParams,
  current: {
    id: string;
    amount: number;
    metadata: Record<string, string> | null;
    quantity: number | null;
  },
  purchase: Purchase & { price: string | undefined },
  param = '',
): SharedFields {
  const asked = chargedOf(account, params, purchase.currency, param);
  const { currency, price } = purchase;
  const charged = asked ?? requantified(account, params, current, price, currency);
  const rates = taxRatesOf(account, params.tax_rates, nameOf(param, 'tax_rates'));
  return {
    ...(charged
      ? {
          amount: charged.amount,
          pricing: pricingOf(charged.price, charged.unitAmountDecimal),
          quantity: charged.quantity,
        }
      : {}),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.discountable === undefined ? {} : { discountable: params.discountable }),
    ...(params.discounts === undefined
      ? {}
      : {
          discounts: redeemed(
            account,
            params.discounts,
            { amount: current.amount, ...purchase },
            current.id,
          ),
        }),
    ...(params.period ? { period: params.period } : {}),
    ...(rates ? { _tax_rates: rates } : {}),
    metadata: mergeMetadata(current.metadata, params.metadata),
  };
}

/** Another quantity of the same. */
function requantified(
  account: Account,
  { quantity }: ItemParams,
  current: { amount: number; quantity: number | null },
  priceId: string | undefined,
  currency: string,
): Charged | null {
  if (quantity === undefined) return null;
  const price = priceId === undefined ? null : account.find('price', priceId);
  if (price) {
    const { unit_amount_decimal: unitAmountDecimal } = termsIn(price, currency);
    return { amount: amountOf(price, quantity, currency), price, quantity, unitAmountDecimal };
  }
  const each = current.amount / (current.quantity ?? 1);
  return {
    amount: roundCents(each * quantity),
    price: null,
    quantity,
    unitAmountDecimal: String(each),
  };
}

/** The discounts that belong to one item or line alone. */
function redeemed(
  account: Account,
  entries: ItemParams['discounts'] | undefined,
  purchase: Purchase & { amount: number },
  invoiceItem: string,
): string[] {
  return (orNull(entries) ?? []).flatMap((entry) => {
    if (entry.discount !== undefined) {
      return account.require('discount', entry.discount, 'discounts').id;
    }
    return newSources(account, [entry], purchase).map(
      (source) => redeem(account, source, { customer: purchase.customer, invoiceItem }).id,
    );
  });
}
