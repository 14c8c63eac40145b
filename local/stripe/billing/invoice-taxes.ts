import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { sum } from './discounts';
import { sumTaxes, taxesOf, totalTaxes, type Exemption, type Tax, type TaxTerms } from './taxes';

/** The taxes of an invoice, by its lines. */
interface InvoiceTaxes {
  lines: Tax[][];
  totals: Tax[];
  /** What comes on top of the discounted lines, minor units. */
  exclusive: number;
  /** What the discounted lines hold. */
  inclusive: number;
  /** What the lines hold before discounts. */
  heldBeforeDiscounts: number;
}

/**
 * Taxes the lines of an invoice after their discounts, each at its own rates or else at those of
 * the invoice.
 *
 * @param discounts what is taken off each line
 */
export function taxInvoice(
  account: Account,
  invoice: Records['invoice'],
  lines: readonly Records['line_item'][],
  discounts: readonly (readonly { amount: number }[])[],
): InvoiceTaxes {
  const exemption = exemptionOf(invoice.customer_tax_exempt);
  const rated = lines.map(({ amount, _tax_rates: own }, at) => ({
    amount,
    discount: sum((discounts[at] ?? []).map((each) => each.amount)),
    rates: termsOf(account, own?.length ? own : (invoice._default_tax_rates ?? [])),
  }));
  const taxes = rated.map(({ amount, discount, rates }) =>
    taxesOf({ amount: amount - discount, rates }, exemption),
  );
  const undiscounted = rated.flatMap(({ amount, rates }) => taxesOf({ amount, rates }, exemption));
  return {
    lines: taxes,
    totals: totalTaxes(taxes),
    ...sumTaxes(taxes.flat()),
    heldBeforeDiscounts: sumTaxes(undiscounted).inclusive,
  };
}

/** What tax rates take. */
export function termsOf(account: Account, ids: readonly string[]): TaxTerms[] {
  return ids.map((id) => account.require('tax_rate', id));
}

/** Whether a customer pays tax; somebody new does. */
export function exemptionOf(exempt: string | null | undefined): Exemption {
  return exempt === 'exempt' || exempt === 'reverse' ? exempt : 'none';
}
