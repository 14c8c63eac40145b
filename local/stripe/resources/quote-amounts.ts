import { allocate } from '../billing/allocate';
import { sum, termsOf as discountTermsOf } from '../billing/discounts';
import { exemptionOf, termsOf as taxTermsOf } from '../billing/invoice-taxes';
import { amountOf, isMetered } from '../billing/money';
import { sumTaxes, taxesOf } from '../billing/taxes';
import { productName } from '../billing/words';
import type { Account } from '../kernel/account';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';

type Quote = Records['quote'];

/** What one line of a quote comes to, minor units. */
interface QuotedLine {
  id: string;
  price: Records['price'];
  quantity: number;
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
}

/** The amounts that Stripe shows of a quote: what is due at once, and with each period. */
export function amountsOf(account: Account, quote: Quote): Partial<Quote> {
  const lines = quotedLines(account, quote);
  const upfront = totalsOf(lines.filter((line) => isUpfront(quote, line)));
  const recurring = lines.filter(({ price }) => price.recurring !== null);
  const interval = recurring[0]?.price.recurring;
  return {
    amount_subtotal: upfront.amount_subtotal,
    amount_total: upfront.amount_total,
    computed: {
      recurring: interval
        ? {
            ...totalsOf(recurring),
            interval: interval.interval,
            interval_count: interval.interval_count,
          }
        : null,
      upfront,
    },
    total_details: upfront.total_details,
  };
}

/** The lines of a quote as Stripe shows them: all, or those due at once. */
export function quoteItems(account: Account, quote: Quote, which: 'all' | 'upfront'): JsonObject[] {
  return quotedLines(account, quote)
    .filter((line) => which === 'all' || isUpfront(quote, line))
    .map((line) => ({
      id: line.id,
      object: 'item',
      adjustable_quantity: null,
      amount_discount: line.discount,
      amount_subtotal: line.subtotal,
      amount_tax: line.tax,
      amount_total: line.total,
      currency: quote.currency ?? line.price.currency,
      description: productName(account, line.price),
      metadata: {},
      price: render(account, line.price),
      quantity: isMetered(line.price) ? null : line.quantity,
    }));
}

/** A trial puts off what is paid with each period. */
function isUpfront({ subscription_data: data }: Quote, { price }: QuotedLine): boolean {
  return price.recurring === null || data.trial_period_days === null;
}

function quotedLines(account: Account, quote: Quote): QuotedLine[] {
  const customer = quote.customer === null ? null : account.find('customer', quote.customer);
  const lines = quote._lines.map((line) => {
    const price = account.require('price', line.price);
    const currency = quote.currency ?? price.currency;
    const subtotal = isMetered(price) ? 0 : amountOf(price, line.quantity, currency);
    return { ...line, price, subtotal };
  });
  const taken = allocate(
    lines.map(({ price, subtotal }) => ({
      amount: subtotal,
      isDiscountable: true,
      product: price.product,
    })),
    quote.discounts.map((id) => account.require('discount', id)._terms),
    quote.currency,
  );
  return lines.map(({ id, price, quantity, subtotal, taxRates }, at) => {
    const discount = sum(taken[at] ?? []);
    const rates = taxRates.length > 0 ? taxRates : (quote.default_tax_rates ?? []);
    const taxes = taxesOf(
      { amount: subtotal - discount, rates: taxTermsOf(account, rates) },
      exemptionOf(customer?.tax_exempt),
    );
    const { exclusive, inclusive } = sumTaxes(taxes);
    const total = subtotal - discount + exclusive;
    return { id, price, quantity, subtotal, discount, tax: exclusive + inclusive, total };
  });
}

function totalsOf(lines: readonly QuotedLine[]): Quote['computed']['upfront'] {
  return {
    amount_subtotal: sum(lines.map(({ subtotal }) => subtotal)),
    amount_total: sum(lines.map(({ total }) => total)),
    total_details: {
      amount_discount: sum(lines.map(({ discount }) => discount)),
      amount_shipping: 0,
      amount_tax: sum(lines.map(({ tax }) => tax)),
    },
  };
}

/** A discount that a quote promises; it is redeemed when the quote is accepted. */
export function promisedDiscount(
  account: Account,
  { coupon, promotionCode }: { coupon: Records['coupon']; promotionCode: { id: string } | null },
): string {
  const discount = account.create('discount', {
    end: null,
    promotion_code: promotionCode?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: account.now(),
    _deleted: false,
    _duration: coupon.duration,
    _terms: discountTermsOf(coupon),
  });
  return discount.id;
}
